import type { AccountId, EmailId, MailboxId, ThreadId } from "@congthu/shared/ids";
import type { Reader, Row } from "./db.ts";
import { chunks, holes } from "./db.ts";
import type { MessageRow, PlacementKey } from "./messages.ts";
import { RECORD_KINDS, type RecordKind, recordKindsChanged } from "./records.ts";

/** What lists, counts of threads and /changes need of a placement: no octets, no header lines. */
export type ListedRow = Pick<
  MessageRow,
  | "mailbox_id"
  | "uid"
  | "email_id"
  | "thread_id"
  | "blob_id"
  | "size_bytes"
  | "received_at"
  | "flags"
  | "keywords"
  | "has_attachment"
  | "modseq"
  | "created_modseq"
>;

const LISTED =
  "mailbox_id, uid, email_id, thread_id, blob_id, size_bytes, received_at, flags, keywords, has_attachment, modseq, created_modseq";

/** A page of all placements of an account, by mailbox and UID; go on with the last row's. */
export function listedPage(
  r: Reader,
  accountId: AccountId,
  page: { after: { mailboxId: MailboxId | ""; uid: number }; limit: number },
): Promise<ListedRow[]> {
  return r.all<ListedRow & Row>(
    `SELECT ${LISTED} FROM message WHERE account_id = ? AND (mailbox_id, uid) > (?, ?) ORDER BY mailbox_id, uid LIMIT ?`,
    accountId,
    page.after.mailboxId,
    page.after.uid,
    page.limit,
  );
}

/** All placements of the Emails named, of this account only. */
export async function listedByEmail(
  r: Reader,
  accountId: AccountId,
  emailIds: readonly EmailId[],
): Promise<ListedRow[]> {
  const out: ListedRow[] = [];
  for (const part of chunks(emailIds, 500)) {
    out.push(
      ...(await r.all<ListedRow & Row>(
        `SELECT ${LISTED} FROM message WHERE email_id IN ${holes(part.length)} AND account_id = ?`,
        ...part,
        accountId,
      )),
    );
  }
  return out;
}

/** Placements of an account changed after `modseq`, by modseq; a page may end within one modseq. */
export function listedChanged(
  r: Reader,
  accountId: AccountId,
  since: { modseq: number; limit: number },
): Promise<ListedRow[]> {
  return r.all<ListedRow & Row>(
    `SELECT ${LISTED} FROM message WHERE account_id = ? AND modseq > ? ORDER BY modseq LIMIT ?`,
    accountId,
    since.modseq,
    since.limit,
  );
}

export type NewestRow = { email_id: EmailId; thread_id: ThreadId; received_at: number; flags: number };

/** The newest placements of a mailbox by INTERNALDATE, a page by key. */
export function newestListed(
  r: Reader,
  k: PlacementKey,
  page: { limit: number; before?: Pick<NewestRow, "received_at" | "email_id"> },
): Promise<NewestRow[]> {
  const before = page.before ? "AND (received_at, email_id) < (?, ?)" : "";
  return r.all<NewestRow & Row>(
    `SELECT email_id, thread_id, received_at, flags FROM message WHERE account_id = ? AND mailbox_id = ? ${before}
      ORDER BY received_at DESC, email_id DESC LIMIT ?`,
    k.accountId,
    k.mailboxId,
    ...(page.before ? [page.before.received_at, page.before.email_id] : []),
    page.limit,
  );
}

/** What is marked \\Deleted in each mailbox of an account: JMAP does not count it. RFC 8621 §4.1.1 */
export function deletedCounts(
  r: Reader,
  accountId: AccountId,
): Promise<{ mailbox_id: MailboxId; total: number; unread: number }[]> {
  return r.all(
    `SELECT mailbox_id, COUNT(*) AS total, CAST(SUM(CASE WHEN (flags & 17) = 0 THEN 1 ELSE 0 END) AS BIGINT) AS unread
      FROM message WHERE account_id = ? AND (flags & 8) <> 0 GROUP BY mailbox_id`,
    accountId,
  );
}

/** Whether anything of these kinds changed in an account after `modseq`; what push needs to name. */
export async function kindsChanged(r: Reader, accountId: AccountId, modseq: number): Promise<ChangedKinds> {
  const any = async (sql: string) => (await r.get(sql, accountId, modseq)) !== undefined;
  const buried = await r.all<{ kind: string }>(
    `SELECT DISTINCT kind FROM tombstone WHERE account_id = ? AND modseq > ?`,
    accountId,
    modseq,
  );
  const gone = new Set(buried.map((row) => row.kind));
  const email = await any(`SELECT 1 AS one FROM message WHERE account_id = ? AND modseq > ? LIMIT 1`);
  // What was moved is under a new UID too, but its old place was buried by the same change.
  const arrived = await any(
    `SELECT 1 AS one FROM message m WHERE m.account_id = ? AND m.modseq > ? AND m.created_modseq = m.modseq AND NOT EXISTS (
        SELECT 1 FROM tombstone t WHERE t.account_id = m.account_id AND t.modseq = m.modseq AND t.kind = 'placement' AND t.object_id = m.email_id)
      LIMIT 1`,
  );
  return {
    email: email || gone.has("email") || gone.has("placement"),
    arrived,
    mailbox:
      gone.has("mailbox") ||
      (await r.get(
        `SELECT 1 AS one FROM mailbox WHERE account_id = ? AND (modseq > ? OR counts_modseq > ?) LIMIT 1`,
        accountId,
        modseq,
        modseq,
      )) !== undefined,
    submission:
      gone.has("submission") ||
      (await any(`SELECT 1 AS one FROM submission WHERE account_id = ? AND modseq > ? LIMIT 1`)),
    identity:
      gone.has("identity") || (await any(`SELECT 1 AS one FROM identity WHERE account_id = ? AND modseq > ? LIMIT 1`)),
    vacation: await any(`SELECT 1 AS one FROM vacation WHERE account_id = ? AND modseq > ? LIMIT 1`),
    records: [
      ...new Set([
        ...(await recordKindsChanged(r, accountId, modseq)),
        ...RECORD_KINDS.filter((kind) => gone.has(kind)),
      ]),
    ],
  };
}

export type ChangedKinds = Record<"email" | "arrived" | "mailbox" | "submission" | "identity" | "vacation", boolean> & {
  records: RecordKind[];
};
