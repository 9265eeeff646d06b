import type { AccountId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";

/** Leave to read a mailbox for an inquiry. */
export type InquiryRow = {
  inquiry_id: string;
  account_id: AccountId;
  reader_id: AccountId;
  asked_by: AccountId;
  decided_by: AccountId | null;
  reason: string;
  document: string;
  until_day: string;
  asked_at: number;
  decided_at: number | null;
  state: "asked" | "open" | "refused" | "ended";
};

/** Adds an inquiry. */
export async function insertInquiry(tx: Tx, q: InquiryRow): Promise<void> {
  await tx.run(
    `INSERT INTO inquiry (inquiry_id, account_id, reader_id, asked_by, decided_by, reason, document, until_day, asked_at, decided_at, state)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[q.inquiry_id, q.account_id, q.reader_id, q.asked_by, q.decided_by, q.reason, q.document, q.until_day],
    ...[q.asked_at, q.decided_at, q.state],
  );
}

/** One inquiry. */
export function inquiryById(r: Reader, inquiryId: string): Promise<InquiryRow | undefined> {
  return r.get<InquiryRow & Row>(`SELECT * FROM inquiry WHERE inquiry_id = ?`, inquiryId);
}

/** The inquiries into a mailbox, the newest first. */
export function inquiriesInto(r: Reader, accountId: AccountId): Promise<InquiryRow[]> {
  return r.all<InquiryRow & Row>(
    `SELECT * FROM inquiry WHERE account_id = ? ORDER BY asked_at DESC, inquiry_id LIMIT 50`,
    accountId,
  );
}

/** Moves an inquiry on; false when it was no longer where it was thought to be. */
export async function moveInquiry(
  tx: Tx,
  q: { inquiryId: string; from: InquiryRow["state"]; to: InquiryRow["state"]; by: AccountId; at: number },
): Promise<boolean> {
  const n = await tx.run(
    `UPDATE inquiry SET state = ?, decided_by = CASE WHEN ? = 'asked' THEN ? ELSE decided_by END, decided_at = ?
      WHERE inquiry_id = ? AND state = ?`,
    ...[q.to, q.from, q.by, q.at, q.inquiryId, q.from],
  );
  return n > 0;
}
