import type { AccountId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";

/** What an account answers by itself while its owner is away. RFC 8621 §8 */
export type VacationRow = {
  account_id: AccountId;
  enabled: number;
  from_at: number | null;
  to_at: number | null;
  subject: string | null;
  text_body: string | null;
  html_body: string | null;
  modseq: number;
  /** Mail that came up to this modseq was looked at. */
  looked_modseq: number;
};

/** The answer of an account, or undefined when it never had one. */
export function vacationOf(r: Reader, accountId: AccountId): Promise<VacationRow | undefined> {
  return r.get<VacationRow & Row>(`SELECT * FROM vacation WHERE account_id = ?`, accountId);
}

/** Sets the answer of an account. */
export async function putVacation(tx: Tx, v: VacationRow): Promise<void> {
  await tx.run(
    `INSERT INTO vacation (account_id, enabled, from_at, to_at, subject, text_body, html_body, modseq, looked_modseq)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (account_id) DO UPDATE SET enabled = excluded.enabled, from_at = excluded.from_at, to_at = excluded.to_at,
        subject = excluded.subject, text_body = excluded.text_body, html_body = excluded.html_body, modseq = excluded.modseq,
        looked_modseq = excluded.looked_modseq`,
    v.account_id,
    v.enabled,
    v.from_at,
    v.to_at,
    v.subject,
    v.text_body,
    v.html_body,
    v.modseq,
    v.looked_modseq,
  );
}

/** Answers that are on and have mail they were not asked about, a few at a time. */
export function vacationsBehind(
  r: Reader,
  page: { after: AccountId | ""; limit: number },
): Promise<(VacationRow & { state: number })[]> {
  return r.all<VacationRow & { state: number } & Row>(
    `SELECT v.*, s.modseq AS state FROM vacation v JOIN account_state s ON s.account_id = v.account_id
      WHERE v.enabled = 1 AND v.account_id > ? AND s.modseq > v.looked_modseq ORDER BY v.account_id LIMIT ?`,
    page.after,
    page.limit,
  );
}

/** Notes up to where the mail of an account was looked at. */
export async function setLooked(tx: Tx, accountId: AccountId, modseq: number): Promise<void> {
  await tx.run(
    `UPDATE vacation SET looked_modseq = ? WHERE account_id = ? AND looked_modseq < ?`,
    modseq,
    accountId,
    modseq,
  );
}

/** Notes that a sender is answered now; gives false when that was done after `since` already. */
export async function claimReply(
  tx: Tx,
  q: { accountId: AccountId; sender: string; nowMs: number; since: number },
): Promise<boolean> {
  const n = await tx.run(
    `INSERT INTO vacation_reply (account_id, sender, at) VALUES (?, ?, ?)
      ON CONFLICT (account_id, sender) DO UPDATE SET at = excluded.at WHERE vacation_reply.at < ?`,
    q.accountId,
    q.sender,
    q.nowMs,
    q.since,
  );
  return n > 0;
}

/** Forgets who was answered, when somebody goes away anew. */
export async function forgetReplies(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.run(`DELETE FROM vacation_reply WHERE account_id = ?`, accountId);
}
