import type { AccountId } from "@congthu/shared/ids";
import { randomId, secretToken } from "../../lib/ids.ts";
import { LIMITS } from "../../lib/limits.ts";
import type { PushKeys } from "../../lib/web-push-body.ts";
import { modseqOf } from "../../store/changes.ts";
import type { Reader, Tx } from "../../store/db.ts";
import {
  deletePushSubscription,
  type PushSubscriptionRow,
  pushSubscriptionsOf,
  putPushSubscription,
} from "../../store/push-subscriptions.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";

export type Subscription = PushSubscriptionRow;

/** A person's subscriptions that have not expired. */
export async function listSubscriptions(
  app: Pick<App, "clock">,
  r: Reader,
  accountId: AccountId,
): Promise<Subscription[]> {
  const nowMs = app.clock.now();
  return (await pushSubscriptionsOf(r, accountId)).filter((row) => row.expires_at > nowMs);
}

/**
 * Adds a subscription; its code is sent at once, and nothing else until the client has said it (RFC 8620 §7.2.2). One for the same device takes the place of the
 * one before. Throws rate.limited for too many.
 */
export async function subscribeIn(
  app: Pick<App, "clock" | "wakeups">,
  tx: Tx,
  q: {
    accountId: AccountId;
    deviceId: string;
    url: string;
    keys: PushKeys | null;
    types: readonly string[] | null;
    expiresAt: number | null;
  },
): Promise<Subscription> {
  const { accountId } = q;
  const known = await pushSubscriptionsOf(tx, accountId);
  for (const row of known.filter((one) => one.device_id === q.deviceId))
    await deletePushSubscription(tx, row.subscription_id);
  if (known.length >= LIMITS.pushSubscriptions) throw new MailError("rate.limited", "push subscriptions");
  const nowMs = app.clock.now();
  const row: Subscription = {
    subscription_id: randomId("s"),
    account_id: accountId,
    device_id: q.deviceId,
    url: q.url,
    p256dh: q.keys?.p256dh ?? "",
    auth: q.keys?.auth ?? "",
    types: q.types ? JSON.stringify(q.types) : "",
    code: secretToken(),
    state: "new",
    told_modseq: await modseqOf(tx, accountId),
    failures: 0,
    next_at: nowMs,
    expires_at: expiryOf(app, q.expiresAt),
  };
  await putPushSubscription(tx, row);
  tx.afterCommit(() => app.wakeups.wake("push"));
  return row;
}

/** Changes a subscription: its code said, its types, a later end. Throws notFound; invalid for a wrong code. */
export async function changeSubscriptionIn(
  app: Pick<App, "clock">,
  tx: Tx,
  q: {
    accountId: AccountId;
    id: string;
    code?: string | undefined;
    types?: readonly string[] | null | undefined;
    expiresAt?: number | null | undefined;
  },
): Promise<Subscription> {
  const row = await requireOwn(app, tx, q);
  if (q.code !== undefined && q.code !== row.code) throw new MailError("invalid", "verificationCode");
  const next: Subscription = {
    ...row,
    // What came before the client proved itself is not told (RFC 8620 §7.2.2).
    ...(q.code !== undefined && row.state !== "verified"
      ? { state: "verified" as const, next_at: 0, told_modseq: await modseqOf(tx, q.accountId) }
      : {}),
    ...(q.types === undefined ? {} : { types: q.types ? JSON.stringify(q.types) : "" }),
    ...(q.expiresAt === undefined ? {} : { expires_at: expiryOf(app, q.expiresAt) }),
  };
  await putPushSubscription(tx, next);
  return next;
}

/** Ends a subscription. Throws notFound. */
export async function unsubscribeIn(
  app: Pick<App, "clock">,
  tx: Tx,
  q: { accountId: AccountId; id: string },
): Promise<void> {
  await requireOwn(app, tx, q);
  await deletePushSubscription(tx, q.id);
}

async function requireOwn(app: Pick<App, "clock">, r: Reader, q: { accountId: AccountId; id: string }) {
  const row = (await listSubscriptions(app, r, q.accountId)).find((one) => one.subscription_id === q.id);
  if (!row) throw new MailError("notFound", q.id);
  return row;
}

/** RFC 8620 §7.2: the server may choose an earlier end; at most so long, so that forgotten devices are not told for ever. */
function expiryOf(app: Pick<App, "clock">, asked: number | null): number {
  return Math.min(asked ?? Number.POSITIVE_INFINITY, app.clock.now() + LIMITS.pushLifeMs);
}
