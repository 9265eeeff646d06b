import type { AccountId, BlobId, EmailId, IdentityId, SubmissionId, ThreadId } from "@congthu/shared/ids";
import type { DeliveryStatus, UndoStatus } from "@congthu/shared/jmap/submission";
import type { Reader, Row, Tx } from "./db.ts";
import { chunks, holes } from "./db.ts";
import type { Channel } from "./mail-log.ts";

/** A letter on its way out, as JMAP shows it (RFC 8621 §7). The blob is held while it is pending. */
export type SubmissionRow = {
  submission_id: SubmissionId;
  /** In whose name it is sent. */
  account_id: AccountId;
  identity_id: IdentityId;
  email_id: EmailId;
  thread_id: ThreadId;
  /** The octets that go out: without Bcc. */
  blob_id: BlobId;
  /** Who sent it: a clerk, when the account is an agency's mailbox. */
  actor_id: AccountId;
  channel: Channel;
  mail_from: string;
  /** JSON of `SubmissionParameters`. */
  parameters: string;
  send_at: number;
  undo_status: UndoStatus;
  lease_until: number;
  created_at: number;
  modseq: number;
  created_modseq: number;
};

/** One envelope recipient of a submission. `account_id` when it is one of our mailboxes. */
export type SubmissionRecipientRow = {
  submission_id: SubmissionId;
  address: string;
  account_id: AccountId | null;
  delivered: DeliveryStatus["delivered"];
  displayed: DeliveryStatus["displayed"];
  smtp_reply: string;
  at: number;
};

const COLUMNS =
  "submission_id, account_id, identity_id, email_id, thread_id, blob_id, actor_id, channel, mail_from, parameters, send_at, undo_status, lease_until, created_at, modseq, created_modseq";

/** Adds a submission. */
export async function insertSubmission(tx: Tx, s: SubmissionRow): Promise<void> {
  await tx.run(
    `INSERT INTO submission (${COLUMNS}) VALUES ${holes(16)}`,
    s.submission_id,
    s.account_id,
    s.identity_id,
    s.email_id,
    s.thread_id,
    s.blob_id,
    s.actor_id,
    s.channel,
    s.mail_from,
    s.parameters,
    s.send_at,
    s.undo_status,
    s.lease_until,
    s.created_at,
    s.modseq,
    s.created_modseq,
  );
}

/** Adds the recipients of a submission; an address named twice stays once. */
export async function insertSubmissionRecipients(tx: Tx, rows: readonly SubmissionRecipientRow[]): Promise<void> {
  for (const part of chunks(rows, 500)) {
    await tx.run(
      `INSERT INTO submission_recipient (submission_id, address, account_id, delivered, displayed, smtp_reply, at) VALUES ${holes(7, part.length)}
        ON CONFLICT (submission_id, address) DO NOTHING`,
      ...part.flatMap((p) => [p.submission_id, p.address, p.account_id, p.delivered, p.displayed, p.smtp_reply, p.at]),
    );
  }
}

/** One submission of an account, or undefined. */
export function submissionById(
  r: Reader,
  accountId: AccountId,
  submissionId: SubmissionId,
): Promise<SubmissionRow | undefined> {
  return r.get<SubmissionRow & Row>(
    `SELECT ${COLUMNS} FROM submission WHERE submission_id = ? AND account_id = ?`,
    submissionId,
    accountId,
  );
}

/** Submissions of an account by id; those it does not have are absent. */
export async function submissionsByIds(
  r: Reader,
  accountId: AccountId,
  ids: readonly SubmissionId[],
): Promise<SubmissionRow[]> {
  const out: SubmissionRow[] = [];
  for (const part of chunks(ids, 500)) {
    out.push(
      ...(await r.all<SubmissionRow & Row>(
        `SELECT ${COLUMNS} FROM submission WHERE submission_id IN ${holes(part.length)} AND account_id = ?`,
        ...part,
        accountId,
      )),
    );
  }
  return out;
}

/** Submissions of an account changed after `modseq`, oldest change first, at most `limit`. */
export function submissionsChangedSince(
  r: Reader,
  accountId: AccountId,
  modseq: number,
  limit: number,
): Promise<SubmissionRow[]> {
  return r.all<SubmissionRow & Row>(
    `SELECT ${COLUMNS} FROM submission WHERE account_id = ? AND modseq > ? ORDER BY modseq, submission_id LIMIT ?`,
    accountId,
    modseq,
    limit,
  );
}

/** What became of each recipient of these submissions. */
export async function submissionRecipients(
  r: Reader,
  ids: readonly SubmissionId[],
): Promise<Map<SubmissionId, SubmissionRecipientRow[]>> {
  const out = new Map<SubmissionId, SubmissionRecipientRow[]>();
  for (const part of chunks(ids, 500)) {
    const rows = await r.all<SubmissionRecipientRow & Row>(
      `SELECT submission_id, address, account_id, delivered, displayed, smtp_reply, at FROM submission_recipient
        WHERE submission_id IN ${holes(part.length)} ORDER BY submission_id, address`,
      ...part,
    );
    for (const row of rows) out.set(row.submission_id, [...(out.get(row.submission_id) ?? []), row]);
  }
  return out;
}

/** Notes what became of one recipient; gives false when there is no such recipient. */
export async function setDelivered(
  tx: Tx,
  q: Pick<SubmissionRecipientRow, "submission_id" | "address" | "delivered" | "smtp_reply" | "at">,
): Promise<boolean> {
  const n = await tx.run(
    `UPDATE submission_recipient SET delivered = ?, smtp_reply = ?, at = ? WHERE submission_id = ? AND address = ?`,
    q.delivered,
    q.smtp_reply,
    q.at,
    q.submission_id,
    q.address,
  );
  return n > 0;
}

/** Raises the modseq of a submission, so that its account's clients read it again. */
export async function touchSubmission(tx: Tx, submissionId: SubmissionId, modseq: number): Promise<void> {
  await tx.run(`UPDATE submission SET modseq = ? WHERE submission_id = ?`, modseq, submissionId);
}

/** Ends the pending state; gives false when it had ended already (sent or taken back). */
export async function endPending(
  tx: Tx,
  submissionId: SubmissionId,
  undoStatus: Exclude<UndoStatus, "pending">,
  modseq: number,
): Promise<boolean> {
  const n = await tx.run(
    `UPDATE submission SET undo_status = ?, modseq = ? WHERE submission_id = ? AND undo_status = 'pending'`,
    undoStatus,
    modseq,
    submissionId,
  );
  return n > 0;
}

/** Takes pending submissions that are due, for `leaseMs`; nobody else takes them meanwhile. */
export function claimDueSubmissions(
  tx: Tx,
  q: { nowMs: number; leaseMs: number; limit: number },
): Promise<SubmissionRow[]> {
  return tx.all<SubmissionRow & Row>(
    `UPDATE submission SET lease_until = ? WHERE submission_id IN (
        SELECT submission_id FROM submission WHERE undo_status = 'pending' AND send_at <= ? AND lease_until <= ? ORDER BY send_at LIMIT ?)
      RETURNING ${COLUMNS}`,
    q.nowMs + q.leaseMs,
    q.nowMs,
    q.nowMs,
    q.limit,
  );
}

/** Removes a submission that is over, with its recipients; the trace stays in the log. */
export async function deleteSubmission(tx: Tx, submissionId: SubmissionId): Promise<void> {
  await tx.run(`DELETE FROM submission_recipient WHERE submission_id = ?`, submissionId);
  await tx.run(`DELETE FROM submission WHERE submission_id = ?`, submissionId);
}
