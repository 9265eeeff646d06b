import type { AccountId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";
import { holes } from "./db.ts";

/** `new`: its code is still to be sent; `sent`: the client has not said it yet; `verified`: it is told of changes. */
export type PushState = "new" | "sent" | "verified";

export type PushSubscriptionRow = {
  subscription_id: string;
  account_id: AccountId;
  device_id: string;
  url: string;
  /** base64url, RFC 8291 §2; both "" for one that is not encrypted. */
  p256dh: string;
  auth: string;
  /** JSON array of data types; "" for all. */
  types: string;
  code: string;
  state: PushState;
  /** Up to which modseq of the account it was told. */
  told_modseq: number;
  failures: number;
  next_at: number;
  expires_at: number;
};

const COLUMNS =
  "subscription_id, account_id, device_id, url, p256dh, auth, types, code, state, told_modseq, failures, next_at, expires_at";

/** The subscriptions of a person. */
export function pushSubscriptionsOf(r: Reader, accountId: AccountId): Promise<PushSubscriptionRow[]> {
  return r.all<PushSubscriptionRow & Row>(
    `SELECT ${COLUMNS} FROM push_subscription WHERE account_id = ? ORDER BY subscription_id`,
    accountId,
  );
}

/** Adds a subscription, or puts it in the place of the one with its id. */
export async function putPushSubscription(tx: Tx, row: PushSubscriptionRow): Promise<void> {
  await tx.run(
    `INSERT INTO push_subscription (${COLUMNS}) VALUES ${holes(13)} ON CONFLICT (subscription_id) DO UPDATE SET types = excluded.types,
      state = excluded.state, told_modseq = excluded.told_modseq, failures = excluded.failures, next_at = excluded.next_at, expires_at = excluded.expires_at`,
    row.subscription_id,
    row.account_id,
    row.device_id,
    row.url,
    row.p256dh,
    row.auth,
    row.types,
    row.code,
    row.state,
    row.told_modseq,
    row.failures,
    row.next_at,
    row.expires_at,
  );
}

/** Removes a subscription; gives whether it was there. */
export async function deletePushSubscription(tx: Tx, subscriptionId: string): Promise<boolean> {
  return (await tx.run(`DELETE FROM push_subscription WHERE subscription_id = ?`, subscriptionId)) > 0;
}

/** Removes all of an account. */
export async function deletePushSubscriptionsOf(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.run(`DELETE FROM push_subscription WHERE account_id = ?`, accountId);
}

/** Whether any is past its time: mostly none, so that nothing need be written. */
export async function anyPushSubscriptionExpired(r: Reader, nowMs: number): Promise<boolean> {
  return (await r.get(`SELECT 1 AS one FROM push_subscription WHERE expires_at <= ? LIMIT 1`, nowMs)) !== undefined;
}

/** Removes those past their time. */
export function deleteExpiredPushSubscriptions(tx: Tx, nowMs: number): Promise<number> {
  return tx.run(`DELETE FROM push_subscription WHERE expires_at <= ?`, nowMs);
}

/** Those whose code is to be sent, and those whose account changed since they were told, the longest waiting first. */
export async function duePushSubscriptions(r: Reader, nowMs: number, limit: number): Promise<PushSubscriptionRow[]> {
  const fresh = await r.all<PushSubscriptionRow & Row>(
    `SELECT ${COLUMNS} FROM push_subscription WHERE state = 'new' AND next_at <= ? ORDER BY next_at LIMIT ?`,
    nowMs,
    limit,
  );
  const changed = await r.all<PushSubscriptionRow & Row>(
    `SELECT p.* FROM push_subscription p JOIN account_state s ON s.account_id = p.account_id
      WHERE p.state = 'verified' AND p.next_at <= ? AND s.modseq > p.told_modseq ORDER BY p.next_at LIMIT ?`,
    nowMs,
    limit,
  );
  return [...fresh, ...changed];
}
