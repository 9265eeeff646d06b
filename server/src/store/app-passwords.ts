import type { AccountId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";

/** A random password for one mail program, good for the protocols named and until a day. */
export type AppPasswordRow = {
  app_password_id: string;
  account_id: AccountId;
  label: string;
  /** Channels, separated by spaces. */
  channels: string;
  /** SHA-256: it has 80 random bits, so nothing is gained by a slow hash. */
  hash: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
  used_ip: string;
};

/** Adds an app password. */
export async function insertAppPassword(tx: Tx, a: AppPasswordRow): Promise<void> {
  await tx.run(
    `INSERT INTO app_password (app_password_id, account_id, label, channels, hash, created_at, expires_at, used_at, used_ip)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[a.app_password_id, a.account_id, a.label, a.channels, a.hash, a.created_at, a.expires_at, a.used_at, a.used_ip],
  );
}

/** The app passwords of an account, the newest first. */
export function appPasswordsOf(r: Reader, accountId: AccountId): Promise<AppPasswordRow[]> {
  return r.all<AppPasswordRow & Row>(
    `SELECT * FROM app_password WHERE account_id = ? ORDER BY created_at DESC, app_password_id`,
    accountId,
  );
}

/** Notes when and from where an app password was used. */
export async function touchAppPassword(tx: Tx, q: { id: string; at: number; ip: string }): Promise<void> {
  await tx.run(`UPDATE app_password SET used_at = ?, used_ip = ? WHERE app_password_id = ?`, q.at, q.ip, q.id);
}

/** Removes an app password of an account; false when there was none. */
export async function deleteAppPassword(tx: Tx, accountId: AccountId, id: string): Promise<boolean> {
  return (await tx.run(`DELETE FROM app_password WHERE account_id = ? AND app_password_id = ?`, accountId, id)) > 0;
}

/** Removes all app passwords of an account; gives how many. */
export function deleteAppPasswordsOf(tx: Tx, accountId: AccountId): Promise<number> {
  return tx.run(`DELETE FROM app_password WHERE account_id = ?`, accountId);
}
