import type { AccountId, BlobId, EmailId, MailboxId, ThreadId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";
import { chunks, holes } from "./db.ts";

/** System flags and the keywords that are searched often, as bits of `flags`. RFC 9051 §2.3.2, RFC 8621 §4.1.1 */
export const FLAG = {
  seen: 1,
  answered: 2,
  flagged: 4,
  deleted: 8,
  draft: 16,
  forwarded: 32,
  mdnSent: 64,
  junk: 128,
  notJunk: 256,
  phishing: 512,
  important: 1024,
} as const;

/** One placement: a message in a mailbox under a UID. Placements that share `email_id` are one JMAP Email. */
export type MessageRow = {
  account_id: AccountId;
  mailbox_id: MailboxId;
  uid: number;
  email_id: EmailId;
  thread_id: ThreadId;
  blob_id: BlobId;
  /** Header lines of this copy, put before the octets of the blob; ASCII, ends with CRLF or is empty. */
  prefix: string;
  /** Octets of prefix and blob together. */
  size_bytes: number;
  /** INTERNALDATE, epoch milliseconds. */
  received_at: number;
  /** When it came into this mailbox (RFC 8514). */
  saved_at: number;
  flags: number;
  /** Other keywords: lower case, sorted, separated by one space. */
  keywords: string;
  has_attachment: number;
  modseq: number;
  created_modseq: number;
};

const COLUMNS =
  "account_id, mailbox_id, uid, email_id, thread_id, blob_id, prefix, size_bytes, received_at, saved_at, flags, keywords, has_attachment, modseq, created_modseq";

/** Adds placements whose UIDs were taken before. */
export async function insertMessages(tx: Tx, rows: readonly MessageRow[]): Promise<void> {
  for (const part of chunks(rows, 250)) {
    await tx.run(
      `INSERT INTO message (${COLUMNS}) VALUES ${holes(15, part.length)}`,
      ...part.flatMap((m) => [
        m.account_id,
        m.mailbox_id,
        m.uid,
        m.email_id,
        m.thread_id,
        m.blob_id,
        m.prefix,
        m.size_bytes,
        m.received_at,
        m.saved_at,
        m.flags,
        m.keywords,
        m.has_attachment,
        m.modseq,
        m.created_modseq,
      ]),
    );
  }
}

export type PlacementKey = { accountId: AccountId; mailboxId: MailboxId };

/** UIDs and flags of a whole mailbox, by UID: what a SELECT and a session's view need. */
export function uidsOf(
  r: Reader,
  k: PlacementKey,
  afterUid = 0,
): Promise<{ uid: number; flags: number; keywords: string }[]> {
  return r.all(
    `SELECT uid, flags, keywords FROM message WHERE account_id = ? AND mailbox_id = ? AND uid > ? ORDER BY uid`,
    k.accountId,
    k.mailboxId,
    afterUid,
  );
}

/** A page of placements with `fromUid` ≤ UID ≤ `toUid`, by UID. */
export function messagesByUid(
  r: Reader,
  k: PlacementKey,
  range: { fromUid: number; toUid: number; limit: number },
): Promise<MessageRow[]> {
  return r.all<MessageRow & Row>(
    `SELECT ${COLUMNS} FROM message WHERE account_id = ? AND mailbox_id = ? AND uid BETWEEN ? AND ? ORDER BY uid LIMIT ?`,
    k.accountId,
    k.mailboxId,
    range.fromUid,
    range.toUid,
    range.limit,
  );
}

/** The placement under one UID, or undefined. */
export function messageByUid(r: Reader, k: PlacementKey, uid: number): Promise<MessageRow | undefined> {
  return r.get<MessageRow & Row>(
    `SELECT ${COLUMNS} FROM message WHERE account_id = ? AND mailbox_id = ? AND uid = ?`,
    k.accountId,
    k.mailboxId,
    uid,
  );
}

/** The placements under these UIDs that exist, by UID. */
export async function messagesByUids(r: Reader, k: PlacementKey, uids: readonly number[]): Promise<MessageRow[]> {
  const out: MessageRow[] = [];
  for (const part of chunks(
    [...uids].sort((a, b) => a - b),
    500,
  )) {
    out.push(
      ...(await r.all<MessageRow & Row>(
        `SELECT ${COLUMNS} FROM message WHERE account_id = ? AND mailbox_id = ? AND uid IN ${holes(part.length)} ORDER BY uid`,
        k.accountId,
        k.mailboxId,
        ...part,
      )),
    );
  }
  return out;
}

/** UIDs marked \\Deleted in a mailbox, ascending. */
export async function deletedUids(r: Reader, k: PlacementKey): Promise<number[]> {
  const rows = await r.all<{ uid: number }>(
    `SELECT uid FROM message WHERE account_id = ? AND mailbox_id = ? AND (flags & 8) <> 0 ORDER BY uid`,
    k.accountId,
    k.mailboxId,
  );
  return rows.map((row) => row.uid);
}

export type ChangePlace = { modseq: number; mailboxId: MailboxId | ""; uid: number };

/** Placements of the account changed after a place in the order (modseq, mailbox, UID), a page; go on from the last row. */
export function messagesChanged(
  r: Reader,
  accountId: AccountId,
  q: { after: ChangePlace; limit: number },
): Promise<MessageRow[]> {
  return r.all<MessageRow & Row>(
    `SELECT ${COLUMNS} FROM message WHERE account_id = ? AND (modseq, mailbox_id, uid) > (?, ?, ?) ORDER BY modseq, mailbox_id, uid LIMIT ?`,
    accountId,
    q.after.modseq,
    q.after.mailboxId,
    q.after.uid,
    q.limit,
  );
}

/** Placements of one mailbox changed after `modseq`, by modseq, at most `limit`: for a few changes of many messages. RFC 7162 §3.1.4.1 */
export function mailboxMessagesChanged(
  r: Reader,
  k: PlacementKey,
  since: { modseq: number; limit: number },
): Promise<MessageRow[]> {
  return r.all<MessageRow & Row>(
    `SELECT ${COLUMNS} FROM message WHERE account_id = ? AND modseq > ? AND mailbox_id = ? ORDER BY modseq LIMIT ?`,
    k.accountId,
    since.modseq,
    k.mailboxId,
    since.limit,
  );
}

/** The same by UID from after `afterUid`: for many changes, a page at a time. */
export function mailboxMessagesChangedByUid(
  r: Reader,
  k: PlacementKey,
  since: { modseq: number; afterUid: number; limit: number },
): Promise<MessageRow[]> {
  return r.all<MessageRow & Row>(
    `SELECT ${COLUMNS} FROM message WHERE account_id = ? AND mailbox_id = ? AND uid > ? AND modseq > ? ORDER BY uid LIMIT ?`,
    k.accountId,
    k.mailboxId,
    since.afterUid,
    since.modseq,
    since.limit,
  );
}

/** All placements of the Emails named, of this account only. */
export async function messagesByEmail(
  r: Reader,
  accountId: AccountId,
  emailIds: readonly EmailId[],
): Promise<MessageRow[]> {
  const out: MessageRow[] = [];
  for (const part of chunks(emailIds, 500)) {
    out.push(
      ...(await r.all<MessageRow & Row>(
        `SELECT ${COLUMNS} FROM message WHERE email_id IN ${holes(part.length)} AND account_id = ?`,
        ...part,
        accountId,
      )),
    );
  }
  return out;
}

/** All placements of the threads named, of this account only, oldest first. RFC 8621 §3 */
export async function messagesByThread(
  r: Reader,
  accountId: AccountId,
  threadIds: readonly ThreadId[],
): Promise<MessageRow[]> {
  const out: MessageRow[] = [];
  for (const part of chunks(threadIds, 500)) {
    out.push(
      ...(await r.all<MessageRow & Row>(
        `SELECT ${COLUMNS} FROM message WHERE thread_id IN ${holes(part.length)} AND account_id = ? ORDER BY thread_id, received_at, email_id`,
        ...part,
        accountId,
      )),
    );
  }
  return out;
}

/** Placements of the same octets in a thread, of any account: for deliveries alone, which then act on each account by itself. */
export function copiesInThread(
  r: Reader,
  q: { threadId: ThreadId; blobId: BlobId; sinceMs: number },
): Promise<MessageRow[]> {
  return r.all<MessageRow & Row>(
    `SELECT ${COLUMNS} FROM message WHERE thread_id = ? AND blob_id = ? AND saved_at >= ? AND prefix <> ''`,
    q.threadId,
    q.blobId,
    q.sinceMs,
  );
}

export type ReceivedPage = { limit: number; unseenOnly?: boolean; before?: { receivedAt: number; emailId: EmailId } };

/** Newest placements of a mailbox by INTERNALDATE, a page at a time by key. */
export function newestMessages(r: Reader, k: PlacementKey, page: ReceivedPage): Promise<MessageRow[]> {
  const unseen = page.unseenOnly ? "AND flags % 2 = 0" : "";
  const before = page.before ? "AND (received_at, email_id) < (?, ?)" : "";
  return r.all<MessageRow & Row>(
    `SELECT ${COLUMNS} FROM message WHERE account_id = ? AND mailbox_id = ? ${unseen} ${before}
      ORDER BY received_at DESC, email_id DESC LIMIT ?`,
    k.accountId,
    k.mailboxId,
    ...(page.before ? [page.before.receivedAt, page.before.emailId] : []),
    page.limit,
  );
}

/** Sets flags and keywords of one placement at `modseq`. */
export async function updateFlags(
  tx: Tx,
  k: PlacementKey & { uid: number },
  to: { flags: number; keywords: string },
  modseq: number,
): Promise<void> {
  await tx.run(
    `UPDATE message SET flags = ?, keywords = ?, modseq = ? WHERE account_id = ? AND mailbox_id = ? AND uid = ?`,
    to.flags,
    to.keywords,
    modseq,
    k.accountId,
    k.mailboxId,
    k.uid,
  );
}

/** Removes placements; the caller keeps counts, tombstones and references. */
export async function deleteMessages(tx: Tx, k: PlacementKey, uids: readonly number[]): Promise<void> {
  for (const part of chunks(uids, 500)) {
    await tx.run(
      `DELETE FROM message WHERE account_id = ? AND mailbox_id = ? AND uid IN ${holes(part.length)}`,
      k.accountId,
      k.mailboxId,
      ...part,
    );
  }
}
