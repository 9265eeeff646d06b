import type { AccountId, SessionId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";
import type { Channel } from "./mail-log.ts";

export type SessionMeans = "password" | "totp" | "passkey" | "sms" | "recovery" | "oidc" | "oidcFactor";

/** Somebody signed in. `session_id` is the SHA-256 of a token that only the client holds. */
export type SessionRow = {
  session_id: SessionId;
  account_id: AccountId;
  /** What every request that changes something must carry besides the cookie. */
  csrf: string;
  channel: Channel;
  created_at: number;
  seen_at: number;
  /** Absolute end, whatever the use. */
  expires_at: number;
  ip: string;
  agent: string;
  /** How the person showed who they are. */
  means: SessionMeans;
  /** When they last did. */
  confirmed_at: number;
};

/** Adds a session. */
export async function insertSession(tx: Tx, s: SessionRow): Promise<void> {
  await tx.run(
    `INSERT INTO session (session_id, account_id, csrf, channel, created_at, seen_at, expires_at, ip, agent, means, confirmed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    s.session_id,
    s.account_id,
    s.csrf,
    s.channel,
    s.created_at,
    s.seen_at,
    s.expires_at,
    s.ip,
    s.agent,
    s.means,
    s.confirmed_at,
  );
}

/** One session, ended by time or not. */
export function sessionById(r: Reader, sessionId: SessionId): Promise<SessionRow | undefined> {
  return r.get<SessionRow & Row>(`SELECT * FROM session WHERE session_id = ?`, sessionId);
}

/** The sessions of an account, newest first. */
export function sessionsOf(r: Reader, accountId: AccountId): Promise<SessionRow[]> {
  return r.all<SessionRow & Row>(
    `SELECT * FROM session WHERE account_id = ? ORDER BY created_at DESC, session_id`,
    accountId,
  );
}

/** Notes that a session is in use. */
export async function touchSession(tx: Tx, sessionId: SessionId, nowMs: number): Promise<void> {
  await tx.run(`UPDATE session SET seen_at = ? WHERE session_id = ?`, nowMs, sessionId);
}

/** Ends a session; harmless when it has ended. */
export async function deleteSession(tx: Tx, sessionId: SessionId): Promise<void> {
  await tx.run(`DELETE FROM session WHERE session_id = ?`, sessionId);
}

/** Ends all sessions of an account but one ("" for none kept); gives how many ended. */
export function deleteSessionsOf(tx: Tx, accountId: AccountId, keep: SessionId | ""): Promise<number> {
  return tx.run(`DELETE FROM session WHERE account_id = ? AND session_id <> ?`, accountId, keep);
}

/** Removes the sessions whose absolute end has passed; gives how many. */
export function deleteSessionsBefore(tx: Tx, nowMs: number): Promise<number> {
  return tx.run(`DELETE FROM session WHERE expires_at < ?`, nowMs);
}

/** Notes that the person has shown again who they are. */
export async function confirmSession(tx: Tx, sessionId: SessionId, nowMs: number): Promise<void> {
  await tx.run(`UPDATE session SET confirmed_at = ? WHERE session_id = ?`, nowMs, sessionId);
}
