import type { AccountId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";
import type { Channel } from "./mail-log.ts";

/** How a try to sign in ended. */
export const SIGN_IN_RESULTS = ["ok", "password", "factor", "locked"] as const;
export type SignInResult = (typeof SIGN_IN_RESULTS)[number];

/** One try to sign in to an account that there is. */
export type SignInRow = {
  account_id: AccountId;
  /** Time-ordered. */
  sign_in_id: string;
  at: number;
  channel: Channel;
  ip: string;
  /** The network of the address: what is counted together. */
  network: string;
  agent: string;
  /** The browser's own mark, or the app password used; "" when neither. */
  device: string;
  result: SignInResult;
};

/** Notes a try. */
export async function insertSignIn(tx: Tx, s: SignInRow): Promise<void> {
  await tx.run(
    `INSERT INTO sign_in (account_id, sign_in_id, at, channel, ip, network, agent, device, result) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[s.account_id, s.sign_in_id, s.at, s.channel, s.ip, s.network, s.agent, s.device, s.result],
  );
}

/** The tries of an account, newest first, before an id. */
export function signInsOf(r: Reader, q: { accountId: AccountId; before: string; limit: number }): Promise<SignInRow[]> {
  return r.all<SignInRow & Row>(
    `SELECT * FROM sign_in WHERE account_id = ? AND sign_in_id < ? ORDER BY sign_in_id DESC LIMIT ?`,
    q.accountId,
    q.before,
    q.limit,
  );
}

/** Whether somebody has signed in to the account from this network before. */
export async function hasSignedInFrom(r: Reader, accountId: AccountId, network: string): Promise<boolean> {
  const row = await r.get(
    `SELECT 1 AS one FROM sign_in WHERE account_id = ? AND network = ? AND result = 'ok' LIMIT 1`,
    accountId,
    network,
  );
  return row !== undefined;
}

/** Forgets the oldest tries before a moment, at most `limit`; gives how many. */
export function deleteSignInsBefore(tx: Tx, at: number, limit: number): Promise<number> {
  return tx.run(
    `DELETE FROM sign_in WHERE (account_id, sign_in_id) IN (SELECT account_id, sign_in_id FROM sign_in WHERE at < ? ORDER BY at LIMIT ?)`,
    at,
    limit,
  );
}

/** A network from which passwords were guessed. */
export type SourceRow = {
  network: string;
  /** Wrong tries, those at one login in a row counted once. */
  failed_count: number;
  failed_at: number;
  last_login: string;
};

/** What is held against a network, or undefined. */
export function sourceOf(r: Reader, network: string): Promise<SourceRow | undefined> {
  return r.get<SourceRow & Row>(`SELECT * FROM sign_in_source WHERE network = ?`, network);
}

/** Counts a wrong try; what is older than `since` is forgiven, and the same login twice running counts once. */
export async function countSourceFailure(
  tx: Tx,
  q: { network: string; login: string; at: number; since: number },
): Promise<void> {
  await tx.run(
    `INSERT INTO sign_in_source (network, failed_count, failed_at, last_login) VALUES (?, 1, ?, ?)
      ON CONFLICT (network) DO UPDATE SET
        failed_count = CASE WHEN sign_in_source.failed_at < ? THEN 1 WHEN sign_in_source.last_login = excluded.last_login
          THEN sign_in_source.failed_count ELSE sign_in_source.failed_count + 1 END,
        failed_at = excluded.failed_at, last_login = excluded.last_login`,
    ...[q.network, q.at, q.login, q.since],
  );
}

/** Forgives networks that have been quiet since a moment; gives how many. */
export function deleteSourcesBefore(tx: Tx, at: number): Promise<number> {
  return tx.run(`DELETE FROM sign_in_source WHERE failed_at < ?`, at);
}

/** Counts a wrong password of an account, whoever else does at the same time; gives how many in a row it is now. */
export async function countAccountFailure(tx: Tx, accountId: AccountId, at: number): Promise<number> {
  const row = await tx.get<{ failed_count: number }>(
    `UPDATE account SET failed_count = failed_count + 1, failed_at = ? WHERE account_id = ? RETURNING failed_count`,
    at,
    accountId,
  );
  return row?.failed_count ?? 0;
}

/** Whether a browser, or an app password, has been used for the account before. */
export async function hasSignedInWith(r: Reader, accountId: AccountId, device: string): Promise<boolean> {
  const row = await r.get(
    `SELECT 1 AS one FROM sign_in WHERE account_id = ? AND device = ? AND result = 'ok' LIMIT 1`,
    accountId,
    device,
  );
  return row !== undefined;
}

/** Whether anybody has ever signed in to the account. */
export async function hasSignedIn(r: Reader, accountId: AccountId): Promise<boolean> {
  const row = await r.get(`SELECT 1 AS one FROM sign_in WHERE account_id = ? AND result = 'ok' LIMIT 1`, accountId);
  return row !== undefined;
}

/** Notes that the owner is to be told of a sign-in. */
export async function insertSignInAlert(tx: Tx, accountId: AccountId, signInId: string): Promise<void> {
  await tx.run(`INSERT INTO sign_in_alert (sign_in_id, account_id) VALUES (?, ?)`, signInId, accountId);
}

/** Sign-ins of which the owner has not been told yet. */
export function pendingSignInAlerts(r: Reader, limit: number): Promise<(SignInRow & { address: string })[]> {
  return r.all<SignInRow & { address: string } & Row>(
    `SELECT s.*, a.address FROM sign_in_alert t JOIN sign_in s ON s.account_id = t.account_id AND s.sign_in_id = t.sign_in_id
      JOIN account a ON a.account_id = t.account_id WHERE t.sign_in_id > '' ORDER BY t.sign_in_id LIMIT ?`,
    limit,
  );
}

/** The owner has been told; false when somebody else did it. */
export async function deleteSignInAlert(tx: Tx, signInId: string): Promise<boolean> {
  return (await tx.run(`DELETE FROM sign_in_alert WHERE sign_in_id = ?`, signInId)) > 0;
}
