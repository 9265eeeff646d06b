import type { AccountId, MailboxId } from "@congthu/shared/ids";
import { timeId } from "../../lib/ids.ts";
import { raiseModseq } from "../../store/changes.ts";
import type { Tx } from "../../store/db.ts";
import { addToCounts, mailboxById, takeUids } from "../../store/mailboxes.ts";
import { insertMessages, type MessageRow, messagesByEmail, messagesByUids } from "../../store/messages.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { countsByMailbox, removePlacementsIn } from "./remove-placements.ts";

export type Placed = { uidValidity: number; fromUids: number[]; toUids: number[]; modseq: number };

type Deps = Pick<App, "clock" | "db" | "changes">;

/**
 * Moves placements to another mailbox of the account: new UIDs, the same Email ids. RFC 6851 §3, RFC 8474 §5.1
 * UIDs that are gone already are passed over. Throws mailbox.notFound.
 */
export function moveMessages(
  app: Deps,
  q: { accountId: AccountId; from: MailboxId; uids: readonly number[]; to: MailboxId },
): Promise<Placed> {
  return app.db.write(async (tx) => {
    const rows = await messagesByUids(tx, { accountId: q.accountId, mailboxId: q.from }, q.uids);
    const modseq = await raiseModseq(tx, q.accountId);
    tx.afterCommit(() => app.changes.publish({ accountId: q.accountId, modseq }));
    return moveRowsIn(app, tx, { accountId: q.accountId, rows, to: q.to, modseq });
  });
}

/** Moves rows inside a transaction whose modseq is raised already. */
export async function moveRowsIn(
  app: Pick<App, "clock">,
  tx: Tx,
  q: { accountId: AccountId; rows: readonly MessageRow[]; to: MailboxId; modseq: number },
): Promise<Placed> {
  const nowMs = app.clock.now();
  // An Email stands in a mailbox at most once: where it is already, the moved copy becomes an Email of its own.
  const there = await messagesByEmail(tx, q.accountId, [...new Set(q.rows.map((m) => m.email_id))]);
  const doubled = new Set(there.filter((m) => m.mailbox_id === q.to).map((m) => m.email_id));
  await removePlacementsIn(tx, { accountId: q.accountId, rows: q.rows, modseq: q.modseq, nowMs, moved: true });
  const renamed = q.rows.map((m) => (doubled.has(m.email_id) ? { ...m, email_id: timeId<"email">("e", nowMs) } : m));
  return placeRowsIn(tx, { accountId: q.accountId, rows: renamed, to: q.to, modseq: q.modseq, nowMs });
}

/** Puts rows under fresh UIDs into a mailbox and counts them; ids, room and octets held are the caller's. */
export async function placeRowsIn(
  tx: Tx,
  q: { accountId: AccountId; rows: readonly MessageRow[]; to: MailboxId; modseq: number; nowMs: number },
): Promise<Placed> {
  const key = { accountId: q.accountId, mailboxId: q.to };
  const mailbox = await mailboxById(tx, q.accountId, q.to);
  if (!mailbox) throw new MailError("mailbox.notFound");
  const first = (await takeUids(tx, key, q.rows.length)) ?? 0;
  const placed = q.rows.map((m, i) => ({
    ...m,
    mailbox_id: q.to,
    uid: first + i,
    saved_at: q.nowMs,
    modseq: q.modseq,
    created_modseq: q.modseq,
  }));
  await insertMessages(tx, placed);
  for (const delta of countsByMailbox(placed, 1).values()) await addToCounts(tx, key, delta, q.modseq);
  return {
    uidValidity: mailbox.uid_validity,
    fromUids: q.rows.map((m) => m.uid),
    toUids: placed.map((m) => m.uid),
    modseq: q.modseq,
  };
}
