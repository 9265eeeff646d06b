import type { AccountId, MailboxId } from "@congthu/shared/ids";
import { raiseModseq } from "../../store/changes.ts";
import type { Tx } from "../../store/db.ts";
import { addToCounts } from "../../store/mailboxes.ts";
import { FLAG, type MessageRow, messagesByEmail, messagesByUids, updateFlags } from "../../store/messages.ts";
import type { App } from "../app.ts";
import { combineFlags, type Flags } from "./flags.ts";
import { type Actor, noteOpenedIn } from "./note-opened.ts";
import { countsByMailbox } from "./remove-placements.ts";

export type SetFlags = {
  accountId: AccountId;
  mailboxId: MailboxId;
  uids: readonly number[];
  mode: "add" | "remove" | "replace";
  change: Flags;
  /** Placements changed after it are left alone and told. RFC 7162 §3.1.3 */
  unchangedSince?: number;
  /** Who does it; a person who marks a letter read has opened it. */
  actor?: Actor;
  /** UIDs that a program takes and ticks off: no opening, whoever's program it is. */
  byProgram?: ReadonlySet<number>;
};
export type FlagsSet = { modseq: number; rows: MessageRow[]; modified: number[] };

type Deps = Pick<App, "clock" | "db" | "changes">;

/** Changes flags of placements; gives the rows as they are now and the UIDs that `unchangedSince` held back. */
export function setFlags(app: Deps, q: SetFlags): Promise<FlagsSet> {
  return app.db.write(async (tx) => {
    const found = await messagesByUids(tx, q, q.uids);
    const isHeld = (m: MessageRow) => q.unchangedSince !== undefined && m.modseq > q.unchangedSince;
    const open = found.filter((m) => !isHeld(m));
    const modified = found.filter(isHeld).map((m) => m.uid);
    if (open.length === 0) return { modseq: 0, rows: [], modified };
    const modseq = await raiseModseq(tx, q.accountId);
    const changed = await changeFlagsIn(tx, {
      accountId: q.accountId,
      rows: open,
      modseq,
      to: (m) => combineFlags(q.mode, m, q.change),
    });
    if (q.actor)
      await noteOpenedIn(app, tx, { ownerId: q.accountId, actor: q.actor, count: newlySeen(changed, q.byProgram) });
    tx.afterCommit(() => app.changes.publish({ accountId: q.accountId, modseq }));
    const now = new Map(changed.map(({ after }) => [`${after.mailbox_id} ${after.uid}`, after]));
    return { modseq, rows: open.map((m) => now.get(`${m.mailbox_id} ${m.uid}`) ?? m), modified };
  });
}

export type FlagChange = { before: MessageRow; after: MessageRow };

/**
 * Gives placements new flags at `modseq`. Keywords belong to the Email, so its other placements follow; \Deleted is each
 * placement's own (RFC 8621 §4.1.1). Rows that stay as they are keep their modseq.
 */
export async function changeFlagsIn(
  tx: Tx,
  q: { accountId: AccountId; rows: readonly MessageRow[]; modseq: number; to: (m: MessageRow) => Flags },
): Promise<FlagChange[]> {
  const wanted = new Map(q.rows.map((m) => [m.email_id, q.to(m)]));
  const named = new Map(q.rows.map((m) => [`${m.mailbox_id} ${m.uid}`, q.to(m)]));
  const all = await messagesByEmail(tx, q.accountId, [...wanted.keys()]);
  const changes: FlagChange[] = [];
  for (const before of all) {
    const shared = wanted.get(before.email_id);
    if (!shared) continue;
    const own = named.get(`${before.mailbox_id} ${before.uid}`);
    const deleted = (own ?? before).flags & FLAG.deleted;
    const flags = (shared.flags & ~FLAG.deleted) | deleted;
    if (flags === before.flags && shared.keywords === before.keywords) continue;
    const after = { ...before, flags, keywords: shared.keywords, modseq: q.modseq };
    await updateFlags(tx, { accountId: q.accountId, mailboxId: before.mailbox_id, uid: before.uid }, after, q.modseq);
    changes.push({ before, after });
  }
  await moveCounts(tx, q.accountId, changes, q.modseq);
  return changes;
}

/** How many of the changes are a first look at a letter. */
export function newlySeen(changes: readonly FlagChange[], byProgram?: ReadonlySet<number>): number {
  return changes.filter(
    ({ before, after }) =>
      (before.flags & FLAG.seen) === 0 && (after.flags & FLAG.seen) !== 0 && byProgram?.has(after.uid) !== true,
  ).length;
}

async function moveCounts(tx: Tx, accountId: AccountId, changes: readonly FlagChange[], modseq: number): Promise<void> {
  const after = countsByMailbox(
    changes.map((c) => c.after),
    1,
  );
  const before = countsByMailbox(
    changes.map((c) => c.before),
    -1,
  );
  for (const [mailboxId, plus] of after) {
    const minus = before.get(mailboxId);
    if (!minus) continue;
    const delta = {
      total: 0,
      unseen: plus.unseen + minus.unseen,
      unread: plus.unread + minus.unread,
      sizeBytes: 0,
    };
    await addToCounts(tx, { accountId, mailboxId }, delta, modseq);
  }
}
