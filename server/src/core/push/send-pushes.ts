import { encryptPush } from "../../lib/web-push-body.ts";
import { accountById } from "../../store/accounts.ts";
import {
  anyPushSubscriptionExpired,
  deleteExpiredPushSubscriptions,
  deletePushSubscription,
  duePushSubscriptions,
  type PushSubscriptionRow,
  putPushSubscription,
} from "../../store/push-subscriptions.ts";
import type { App } from "../app.ts";
import { changedTypes } from "../mailbox/changed-types.ts";
import type { PostPush } from "./post-push.ts";

type Deps = Pick<App, "clock" | "db" | "log" | "metrics">;

const BATCH = 50;
/** Changes are gathered so long, so that a busy mailbox does not wake a telephone every second. */
const GATHER_MS = 5_000;
/** After so many failures in a row nobody is there any more. */
const MOST_FAILURES = 8;

/** Sends the codes of new subscriptions, and tells the others what changed; gives how many messages left. RFC 8620 §7.2 */
export async function sendPushes(app: Deps, post: PostPush): Promise<number> {
  const nowMs = app.clock.now();
  if (await app.db.read((r) => anyPushSubscriptionExpired(r, nowMs)))
    await app.db.write((tx) => deleteExpiredPushSubscriptions(tx, nowMs));
  const due = await app.db.read((r) => duePushSubscriptions(r, nowMs, BATCH));
  const sent = await Promise.all(due.map((row) => sendOne(app, post, row)));
  return sent.filter(Boolean).length;
}

async function sendOne(app: Deps, post: PostPush, row: PushSubscriptionRow): Promise<boolean> {
  const { subscription_id: id, account_id: accountId } = row;
  const told = await app.db.read(async (r) => {
    if ((await accountById(r, accountId))?.status !== "active") return undefined;
    const { state, names } = await changedTypes(r, accountId, row.told_modseq);
    return { state, names };
  });
  if (!told) {
    await app.db.write((tx) => deletePushSubscription(tx, id));
    return false;
  }
  const wanted = row.types === "" ? null : new Set(JSON.parse(row.types) as string[]);
  const names = told.names.filter((name) => wanted?.has(name) ?? true);
  const next = row.state === "new" ? { ...row, state: "sent" as const } : { ...row, told_modseq: told.state };
  const message =
    row.state === "new"
      ? { "@type": "PushVerification", pushSubscriptionId: id, verificationCode: row.code }
      : {
          "@type": "StateChange",
          changed: { [accountId]: Object.fromEntries(names.map((name) => [name, String(told.state)])) },
        };
  if (row.state === "verified" && names.length === 0) {
    await app.db.write((tx) => putPushSubscription(tx, next));
    return false;
  }
  const status = await post(letter(row, message));
  app.metrics.count("congthu_pushes_total", { result: status >= 200 && status < 300 ? "ok" : "failed" });
  await settle(app, row, next, status);
  return true;
}

function letter(row: PushSubscriptionRow, message: object) {
  const text = JSON.stringify(message);
  const { url, p256dh, auth } = row;
  if (p256dh === "") return { url, body: Buffer.from(text), encoding: null };
  return { url, body: encryptPush(text, { p256dh, auth }), encoding: "aes128gcm" as const };
}

/** RFC 8620 §7.2: what is refused for good ends the subscription; what may pass is tried again later, RFC 8030 §8.4. */
async function settle(app: Deps, row: PushSubscriptionRow, next: PushSubscriptionRow, status: number): Promise<void> {
  const nowMs = app.clock.now();
  const passing = status === 0 || status === 429 || status >= 500;
  const isOk = status >= 200 && status < 300;
  const failures = isOk ? 0 : row.failures + 1;
  await app.db.write(async (tx) => {
    // Changed or taken away meanwhile: only what is still there goes on.
    if (isOk) await putIfThere(tx, { ...next, failures, next_at: nowMs + GATHER_MS });
    else if (passing && failures < MOST_FAILURES)
      await putIfThere(tx, { ...row, failures, next_at: nowMs + 60_000 * 2 ** failures });
    else await deletePushSubscription(tx, row.subscription_id);
  });
  if (!isOk) app.log("info", "push.failed", { id: row.subscription_id, status });
}

async function putIfThere(tx: Parameters<typeof putPushSubscription>[0], row: PushSubscriptionRow): Promise<void> {
  if (await deletePushSubscription(tx, row.subscription_id)) await putPushSubscription(tx, row);
}
