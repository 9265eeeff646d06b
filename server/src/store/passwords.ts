import type { AccountId, AgencyId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";

/** Keeps the hash of a password that an account no longer uses. */
export async function insertOldPassword(tx: Tx, q: { accountId: AccountId; at: number; hash: string }): Promise<void> {
  await tx.run(
    `INSERT INTO password_history (account_id, at, hash) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
    q.accountId,
    q.at,
    q.hash,
  );
}

/** The hashes of the passwords an account had before, newest first. */
export async function oldPasswords(r: Reader, accountId: AccountId, limit: number): Promise<string[]> {
  const rows = await r.all<{ hash: string }>(
    `SELECT hash FROM password_history WHERE account_id = ? ORDER BY at DESC LIMIT ?`,
    accountId,
    limit,
  );
  return rows.map((row) => row.hash);
}

/** Forgets all but the newest passwords of an account. */
export async function trimOldPasswords(tx: Tx, accountId: AccountId, keep: number): Promise<void> {
  await tx.run(
    `DELETE FROM password_history WHERE account_id = ? AND at NOT IN (SELECT at FROM password_history WHERE account_id = ? ORDER BY at DESC LIMIT ?)`,
    accountId,
    accountId,
    keep,
  );
}

/** People who may sign in and still have the password an administrator gave before a moment, the oldest first. */
export function withDefaultPassword(
  r: Reader,
  before: number,
  limit: number,
): Promise<{ account_id: AccountId; agency_id: AgencyId; password_at: number }[]> {
  return r.all<{ account_id: AccountId; agency_id: AgencyId; password_at: number } & Row>(
    `SELECT account_id, agency_id, password_at FROM account WHERE must_change = 1 AND password_at < ? AND status = 'active'
      ORDER BY password_at LIMIT ?`,
    before,
    limit,
  );
}
