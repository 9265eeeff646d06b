import type { AccountId, EmailId, MailboxId, ThreadId } from "@congthu/shared/ids";
import { timeId } from "../../lib/ids.ts";
import { holdExistingBlob } from "../../store/blob-refs.ts";
import { addUsed } from "../../store/changes.ts";
import type { Tx } from "../../store/db.ts";
import { mailboxesOf } from "../../store/mailboxes.ts";
import { FLAG, type MessageRow, messagesByEmail } from "../../store/messages.ts";
import type { App } from "../app.ts";
import type { StagedMessage } from "../delivery/stage-message.ts";
import { MailError } from "../errors.ts";
import { appendMessageIn, checkRoom } from "./append-message.ts";
import type { Flags } from "./flags.ts";
import { moveRowsIn, placeRowsIn } from "./move-messages.ts";
import { removePlacementsIn } from "./remove-placements.ts";
import { changeFlagsIn, newlySeen } from "./set-flags.ts";

type Deps = Pick<App, "clock">;
type Named = { accountId: AccountId; emailId: EmailId; modseq: number };

/** What an Email is to become; what is not named stays. Both get what is there now. */
export type EmailEdit = {
  flags?: (now: Flags) => Flags;
  mailboxIds?: (now: readonly MailboxId[]) => readonly MailboxId[];
};

/**
 * Changes keywords and mailboxes of one Email, wholly or not at all; gives how many letters were opened by it (0 or 1).
 * Throws message.notFound, mailbox.notFound, message.invalid (no mailbox left), quota.exceeded (a further copy).
 */
export async function changeEmailIn(app: Deps, tx: Tx, q: Named & { edit: EmailEdit }): Promise<number> {
  const rows = await shownRows(tx, q);
  const now = rows.map((m) => m.mailbox_id);
  const target = q.edit.mailboxIds ? [...new Set(q.edit.mailboxIds(now))] : now;
  const plus = target.filter((id) => !now.includes(id));
  const minus = now.filter((id) => !target.includes(id));
  if (target.length === 0) throw new MailError("message.invalid", "an Email is in a mailbox");
  await requireMailboxes(tx, q.accountId, plus);
  const first = rows[0] as MessageRow;
  const copies = Math.max(0, plus.length - minus.length);
  if (copies > 0) await checkRoom(tx, q.accountId, copies * first.size_bytes);
  const { flags } = q.edit;
  const changes = flags ? await changeFlagsIn(tx, { ...q, rows, to: flags }) : [];
  if (plus.length > 0 || minus.length > 0) await changePlaces(app, tx, q, { plus, minus });
  return Math.min(1, newlySeen(changes));
}

/** Moves as far as places go and come, then adds or takes away what is left. */
async function changePlaces(
  app: Deps,
  tx: Tx,
  q: Named,
  places: { plus: readonly MailboxId[]; minus: readonly MailboxId[] },
): Promise<void> {
  // Read again: flags and modseq may just have changed.
  const rows = await shownRows(tx, q);
  const leaving = rows.filter((m) => places.minus.includes(m.mailbox_id));
  const moves = Math.min(leaving.length, places.plus.length);
  const base = { accountId: q.accountId, modseq: q.modseq };
  for (let i = 0; i < moves; i++) {
    await moveRowsIn(app, tx, { ...base, rows: [leaving[i] as MessageRow], to: places.plus[i] as MailboxId });
  }
  const nowMs = app.clock.now();
  const [source] = rows;
  for (const to of places.plus.slice(moves)) {
    if (!source) throw new Error("an Email without a row");
    await holdExistingBlob(tx, source.blob_id, 1);
    await addUsed(tx, q.accountId, { bytes: source.size_bytes, count: 1 });
    await placeRowsIn(tx, { ...base, rows: [source], to, nowMs });
  }
  const gone = leaving.slice(moves);
  if (gone.length > 0) await removePlacementsIn(tx, { ...base, rows: gone, nowMs, moved: false });
}

/** Removes an Email from everywhere, for ever. Throws message.notFound. */
export async function destroyEmailIn(app: Deps, tx: Tx, q: Named): Promise<void> {
  await shownRows(tx, q);
  const rows = await messagesByEmail(tx, q.accountId, [q.emailId]);
  await removePlacementsIn(tx, {
    accountId: q.accountId,
    rows,
    modseq: q.modseq,
    nowMs: app.clock.now(),
    moved: false,
  });
}

export type NewEmail = Flags & {
  accountId: AccountId;
  staged: StagedMessage;
  mailboxIds: readonly MailboxId[];
  /** Epoch milliseconds; now when absent. */
  receivedAt?: number;
  prefix?: string;
};

/** Files a staged message as one Email in one or several mailboxes. Throws mailbox.notFound, message.invalid (no mailbox), quota.exceeded. */
export async function addEmailIn(
  app: Deps,
  tx: Tx,
  q: NewEmail,
  modseq: number,
): Promise<{ emailId: EmailId; threadId: ThreadId; sizeBytes: number }> {
  const mailboxIds = [...new Set(q.mailboxIds)];
  if (mailboxIds.length === 0) throw new MailError("message.invalid", "an Email is in a mailbox");
  await requireMailboxes(tx, q.accountId, mailboxIds);
  const sizeBytes = q.staged.sizeBytes + (q.prefix ?? "").length;
  await checkRoom(tx, q.accountId, mailboxIds.length * sizeBytes);
  const emailId = timeId<"email">("e", app.clock.now());
  let threadId: ThreadId | undefined;
  for (const mailboxId of mailboxIds) {
    const made = await appendMessageIn(
      app,
      tx,
      {
        accountId: q.accountId,
        mailboxId,
        staged: q.staged,
        flags: q.flags,
        keywords: q.keywords,
        emailId,
        ...(threadId === undefined ? {} : { threadId }),
        ...(q.receivedAt === undefined ? {} : { receivedAt: q.receivedAt }),
        ...(q.prefix === undefined ? {} : { prefix: q.prefix }),
      },
      modseq,
    );
    threadId = made.threadId;
  }
  return { emailId, threadId: threadId as ThreadId, sizeBytes };
}

async function shownRows(tx: Tx, q: Named): Promise<MessageRow[]> {
  const rows = await messagesByEmail(tx, q.accountId, [q.emailId]);
  const shown = rows.filter((m) => (m.flags & FLAG.deleted) === 0);
  if (shown.length === 0) throw new MailError("message.notFound");
  return shown;
}

async function requireMailboxes(tx: Tx, accountId: AccountId, mailboxIds: readonly MailboxId[]): Promise<void> {
  if (mailboxIds.length === 0) return;
  const known = new Set((await mailboxesOf(tx, accountId)).map((m) => m.mailbox_id));
  const unknown = mailboxIds.find((id) => !known.has(id));
  if (unknown !== undefined) throw new MailError("mailbox.notFound", unknown);
}
