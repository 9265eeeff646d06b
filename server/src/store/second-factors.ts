import type { AccountId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";

export type FactorKind = "totp" | "passkey" | "sms";

/** Something beside the password by which a person shows who they are. */
export type FactorRow = {
  factor_id: string;
  account_id: AccountId;
  kind: FactorKind;
  /** What its owner calls it. */
  label: string;
  /** totp: the shared secret in base32, sealed (core/open-secrets); passkey: its public key and transports as JSON; sms: the telephone number. */
  secret: string;
  /** passkey: the id by which the authenticator knows it, base64url. */
  credential_id: string | null;
  /** totp: the last step whose code was taken; passkey: the authenticator's own count. */
  counter: number;
  created_at: number;
  used_at: number | null;
};

/** Adds a factor. */
export async function insertFactor(tx: Tx, f: FactorRow): Promise<void> {
  await tx.run(
    `INSERT INTO second_factor (factor_id, account_id, kind, label, secret, credential_id, counter, created_at, used_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[f.factor_id, f.account_id, f.kind, f.label, f.secret, f.credential_id, f.counter, f.created_at, f.used_at],
  );
}

/** The factors of an account, the oldest first. */
export function factorsOf(r: Reader, accountId: AccountId): Promise<FactorRow[]> {
  return r.all<FactorRow & Row>(
    `SELECT * FROM second_factor WHERE account_id = ? ORDER BY created_at, factor_id`,
    accountId,
  );
}

/** A page of all factors, by id. */
export function factorsAfter(r: Reader, after: string, limit: number): Promise<FactorRow[]> {
  return r.all<FactorRow & Row>(
    `SELECT * FROM second_factor WHERE factor_id > ? ORDER BY factor_id LIMIT ?`,
    ...[after, limit],
  );
}

/** Puts the sealed form of a secret in its place. */
export async function setFactorSecret(tx: Tx, factorId: string, secret: string): Promise<void> {
  await tx.run(`UPDATE second_factor SET secret = ? WHERE factor_id = ?`, secret, factorId);
}

/** The passkey an authenticator names, whoever owns it. */
export function passkeyByCredential(r: Reader, credentialId: string): Promise<FactorRow | undefined> {
  return r.get<FactorRow & Row>(`SELECT * FROM second_factor WHERE credential_id = ?`, credentialId);
}

/** Notes a use; false when the counter was there already, so that a code is good for once. `counter` of a passkey may stay 0. */
export async function useFactor(
  tx: Tx,
  q: { factorId: string; counter: number; strictly: boolean; at: number },
): Promise<boolean> {
  const n = await tx.run(
    `UPDATE second_factor SET counter = ?, used_at = ? WHERE factor_id = ? AND (counter < ? OR ? = 0)`,
    ...[q.counter, q.at, q.factorId, q.counter, q.strictly ? 1 : 0],
  );
  return n > 0;
}

/** Removes a factor of an account; false when there was none. */
export async function deleteFactor(tx: Tx, accountId: AccountId, factorId: string): Promise<boolean> {
  return (await tx.run(`DELETE FROM second_factor WHERE account_id = ? AND factor_id = ?`, accountId, factorId)) > 0;
}

/** Removes all factors and recovery codes of an account; gives how many factors. */
export async function deleteFactorsOf(tx: Tx, accountId: AccountId): Promise<number> {
  await tx.run(`DELETE FROM recovery_code WHERE account_id = ?`, accountId);
  return tx.run(`DELETE FROM second_factor WHERE account_id = ?`, accountId);
}

/** Replaces the recovery codes of an account (hashes). */
export async function putRecoveryCodes(tx: Tx, accountId: AccountId, hashes: readonly string[]): Promise<void> {
  await tx.run(`DELETE FROM recovery_code WHERE account_id = ?`, accountId);
  for (const hash of hashes)
    await tx.run(`INSERT INTO recovery_code (account_id, hash) VALUES (?, ?)`, accountId, hash);
}

/** How many recovery codes are left. */
export async function recoveryCodesLeft(r: Reader, accountId: AccountId): Promise<number> {
  const row = await r.get<{ n: number }>(`SELECT COUNT(*) AS n FROM recovery_code WHERE account_id = ?`, accountId);
  return Number(row?.n ?? 0);
}

/** Uses a recovery code up; false when there is no such one. */
export async function spendRecoveryCode(tx: Tx, accountId: AccountId, hash: string): Promise<boolean> {
  return (await tx.run(`DELETE FROM recovery_code WHERE account_id = ? AND hash = ?`, accountId, hash)) > 0;
}
