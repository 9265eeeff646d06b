import { CAPABILITY } from "@congthu/shared/jmap/core";
import { z } from "zod";
import { MailError } from "../../core/errors.ts";
import {
  changeSubscriptionIn,
  listSubscriptions,
  type Subscription,
  subscribeIn,
  unsubscribeIn,
} from "../../core/push/subscriptions.ts";
import { invalidProperties, MethodFailure } from "../failure.ts";
import { defineMethod, resolveId } from "../method.ts";
import { checkSetSize, newOutcomes, outcome, outcomesReply, parseRecord, pick } from "../records.ts";
import { getArgs, jmapId, setArgs, utcDate } from "../schema.ts";
import { utc } from "../utc.ts";

const PROPERTIES = ["deviceClientId", "verificationCode", "expires", "types"];
const capability = CAPABILITY.core;

/** RFC 8620 §7.2.1: not of an account, without a state; where it sends to and the keys are not told again. */
export const pushSubscriptionGet = defineMethod({
  name: "PushSubscription/get",
  capability,
  schema: getArgs.omit({ accountId: true }),
  async run(call, args) {
    if (args.properties?.some((p) => p === "url" || p === "keys")) throw new MethodFailure("forbidden");
    const unknown = args.properties?.find((p) => p !== "id" && !PROPERTIES.includes(p));
    if (unknown !== undefined) throw new MethodFailure("invalidArguments", `no property ${unknown}`);
    const { account_id: accountId } = call.principal.account;
    const rows = await call.app.db.read((r) => listSubscriptions(call.app, r, accountId));
    const wanted = args.ids?.map((id) => resolveId(call, id) ?? id);
    const properties = args.properties ? new Set(["id", ...args.properties]) : null;
    const found = wanted ? rows.filter((row) => wanted.includes(row.subscription_id)) : rows;
    return {
      list: found.map((row) => pick(recordOf(row), properties)),
      notFound: wanted?.filter((id) => !rows.some((row) => row.subscription_id === id)) ?? [],
    };
  },
});

const base64url = z.string().regex(/^[A-Za-z0-9_-]+={0,2}$/);
const types = z.array(z.string().max(60)).max(100).nullish();
const creation = z.strictObject({
  deviceClientId: z.string().min(1).max(255),
  url: z.url({ protocol: /^https$/ }).max(2_000),
  // RFC 8291 §2.1, §3.2: an uncompressed point of P-256, and sixteen octets.
  keys: z
    .strictObject({ p256dh: base64url.refine(isPoint), auth: base64url.refine((text) => octets(text).length === 16) })
    .nullish(),
  verificationCode: z.null().optional(),
  expires: utcDate.nullish(),
  types,
});
const change = z.strictObject({
  id: jmapId.optional(),
  verificationCode: z.string().max(200).optional(),
  expires: utcDate.nullish(),
  types,
});

/** RFC 8620 §7.2.2. */
export const pushSubscriptionSet = defineMethod({
  name: "PushSubscription/set",
  capability,
  schema: setArgs.omit({ accountId: true, ifInState: true }),
  async run(call, args) {
    const { app } = call;
    const { account_id: accountId } = call.principal.account;
    checkSetSize({ ...args, accountId });
    const outcomes = newOutcomes();
    await app.db.write(async (tx) => {
      for (const [creationId, record] of Object.entries(args.create ?? {})) {
        await outcome(outcomes.notCreated, creationId, async () => {
          const { deviceClientId: deviceId, url, keys, expires, types } = parseRecord(creation, record);
          const expiresAt = timeOf(expires);
          const q = { accountId, deviceId, url, keys: keys ?? null, types: types ?? null, expiresAt };
          const row = await subscribeIn(app, tx, q);
          call.createdIds.set(creationId, row.subscription_id);
          outcomes.created[creationId] = { id: row.subscription_id, keys: keys ?? null, expires: utc(row.expires_at) };
        });
      }
      for (const [name, record] of Object.entries(args.update ?? {})) {
        const id = resolveId(call, name) ?? name;
        await outcome(outcomes.notUpdated, id, async () => {
          const { verificationCode: code, expires, types } = parseRecord(change, record);
          const expiresAt = expires === undefined ? undefined : timeOf(expires);
          const row = await changeSubscriptionIn(app, tx, { accountId, id, code, types, expiresAt }).catch(
            (err: unknown) => {
              if (err instanceof MailError && err.code === "invalid") throw invalidProperties(["verificationCode"]);
              throw err;
            },
          );
          const isOwnEnd = expires !== undefined && timeOf(expires) !== row.expires_at;
          outcomes.updated[id] = isOwnEnd ? { expires: utc(row.expires_at) } : null;
        });
      }
      for (const name of new Set(args.destroy ?? [])) {
        const id = resolveId(call, name) ?? name;
        await outcome(outcomes.notDestroyed, id, async () => {
          await unsubscribeIn(app, tx, { accountId, id });
          outcomes.destroyed.push(id);
        });
      }
    });
    return outcomesReply(outcomes);
  },
});

function recordOf(row: Subscription) {
  return {
    id: row.subscription_id,
    deviceClientId: row.device_id,
    // RFC 8620 §7.2: as the client said it, so null until it did.
    verificationCode: row.state === "verified" ? row.code : null,
    expires: utc(row.expires_at),
    types: row.types === "" ? null : (JSON.parse(row.types) as string[]),
  };
}

function timeOf(date: string | null | undefined): number | null {
  return date ? Date.parse(date) : null;
}

function octets(text: string): Buffer {
  return Buffer.from(text, "base64url");
}

function isPoint(text: string): boolean {
  const bytes = octets(text);
  return bytes.length === 65 && bytes[0] === 4;
}
