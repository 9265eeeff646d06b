import type { AccountId, BlobId, EmailId, MailboxId } from "@congthu/shared/ids";
import { releaseBlob } from "../../store/blob-refs.ts";
import { addUsed, insertTombstones, type TombstoneRow } from "../../store/changes.ts";
import type { Tx } from "../../store/db.ts";
import { deleteGists } from "../../store/email-gists.ts";
import { addToCounts, type CountDelta } from "../../store/mailboxes.ts";
import { deleteMessages, FLAG, type MessageRow, messagesByEmail } from "../../store/messages.ts";

/** How one placement weighs in its mailbox's counts. */
export function weightOf(m: Pick<MessageRow, "flags" | "size_bytes">): CountDelta {
  return {
    total: 1,
    unseen: (m.flags & FLAG.seen) === 0 ? 1 : 0,
    unread: (m.flags & (FLAG.seen | FLAG.draft)) === 0 ? 1 : 0,
    sizeBytes: m.size_bytes,
  };
}

/** Sum of weights by mailbox, times `sign`. */
export function countsByMailbox(
  rows: readonly Pick<MessageRow, "mailbox_id" | "flags" | "size_bytes">[],
  sign: 1 | -1,
): Map<MailboxId, CountDelta> {
  const sums = new Map<MailboxId, CountDelta>();
  for (const m of rows) {
    const w = weightOf(m);
    const s = sums.get(m.mailbox_id) ?? { total: 0, unseen: 0, unread: 0, sizeBytes: 0 };
    s.total += sign * w.total;
    s.unseen += sign * w.unseen;
    s.unread += sign * w.unread;
    s.sizeBytes += sign * w.sizeBytes;
    sums.set(m.mailbox_id, s);
  }
  return sums;
}

export type Removal = {
  accountId: AccountId;
  rows: readonly MessageRow[];
  modseq: number;
  nowMs: number;
  /** The messages go on elsewhere in the account (a move): their Emails live and their octets stay held. */
  moved: boolean;
};

/** Takes placements out of their mailboxes: rows, counts, tombstones, octets held, room used. All rows are of one account. */
export async function removePlacementsIn(tx: Tx, q: Removal): Promise<void> {
  for (const [mailboxId, rows] of groupBy(q.rows, (m) => m.mailbox_id)) {
    const uids = rows.map((m) => m.uid);
    await deleteMessages(tx, { accountId: q.accountId, mailboxId }, uids);
  }
  for (const [mailboxId, delta] of countsByMailbox(q.rows, -1)) {
    await addToCounts(tx, { accountId: q.accountId, mailboxId }, delta, q.modseq);
  }
  await insertTombstones(
    tx,
    q.rows.map((m) => tombstone(q, m)),
  );
  if (q.moved) return;
  await buryEmails(tx, q);
  for (const [blobId, rows] of groupBy(q.rows, (m) => m.blob_id)) {
    await releaseBlob(tx, blobId as BlobId, rows.length, q.nowMs);
  }
  const bytes = q.rows.reduce((sum, m) => sum + m.size_bytes, 0);
  await addUsed(tx, q.accountId, { bytes: -bytes, count: -q.rows.length });
}

/** An Email whose last placement went is destroyed for JMAP as well. */
async function buryEmails(tx: Tx, q: Removal): Promise<void> {
  const byEmail = groupBy(q.rows, (m) => m.email_id);
  const alive = new Set((await messagesByEmail(tx, q.accountId, [...byEmail.keys()])).map((m) => m.email_id));
  const dead = [...byEmail].filter(([emailId]) => !alive.has(emailId));
  await deleteGists(
    tx,
    q.accountId,
    dead.map(([emailId]) => emailId),
  );
  await insertTombstones(
    tx,
    dead.map(([emailId, rows]) => ({
      account_id: q.accountId,
      modseq: q.modseq,
      kind: "email",
      object_id: emailId,
      mailbox_id: "",
      uid: 0,
      thread_id: rows[0]?.thread_id ?? "",
      created_modseq: Math.min(...rows.map((m) => m.created_modseq)),
      at: q.nowMs,
    })),
  );
}

function tombstone(q: Removal, m: MessageRow): TombstoneRow {
  return {
    account_id: q.accountId,
    modseq: q.modseq,
    kind: "placement",
    object_id: m.email_id satisfies EmailId,
    mailbox_id: m.mailbox_id,
    uid: m.uid,
    thread_id: m.thread_id,
    created_modseq: m.created_modseq,
    at: q.nowMs,
  };
}

/** Rows by a key, in first-seen order. */
export function groupBy<T, K>(rows: readonly T[], key: (row: T) => K): Map<K, T[]> {
  const out = new Map<K, T[]>();
  for (const row of rows) {
    const k = key(row);
    const list = out.get(k);
    if (list) list.push(row);
    else out.set(k, [row]);
  }
  return out;
}
