import { CAPABILITY } from "@congthu/shared/jmap/core";
import { z } from "zod";
import { accountQuota } from "../../core/mailbox/account-quota.ts";
import { accountState } from "../../core/mailbox/email-changes.ts";
import { MethodFailure } from "../failure.ts";
import { defineMethod } from "../method.ts";
import { queryMethods } from "../query-methods.ts";
import { getReply, idsOf, propertiesOf } from "../records.ts";
import { changesArgs, getArgs } from "../schema.ts";
import { readState, stateString } from "../state.ts";

/** An account has one: the octets of its mail. */
const ID = "octets";
const NAME = "mail";
const PROPERTIES = [
  "id",
  "resourceType",
  "used",
  "hardLimit",
  "warnLimit",
  "softLimit",
  "scope",
  "name",
  "types",
  "description",
];
/** Above this share of the limit people are warned. */
const WARN_AT = 0.9;

/** RFC 9425 §4.1. */
export const quotaGet = defineMethod({
  name: "Quota/get",
  capability: CAPABILITY.quota,
  schema: getArgs,
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "read");
    const properties = propertiesOf(args, PROPERTIES);
    const { state, quota } = await call.app.db.read(async (r) => ({
      state: await accountState(r, accountId),
      quota: await accountQuota(r, accountId),
    }));
    const record = {
      id: ID,
      resourceType: "octets",
      used: quota.usedBytes,
      hardLimit: quota.limitBytes,
      warnLimit: Math.floor(quota.limitBytes * WARN_AT),
      softLimit: null,
      scope: "account",
      name: NAME,
      types: ["Email"],
      description: null,
    };
    // RFC 9425 §4: types of capabilities the request does not use are not shown, nor quotas without any type.
    const records = call.using.has(CAPABILITY.mail) ? [record] : [];
    return getReply(args, { ids: idsOf(call, args), records, properties, state: stateString(state) });
  },
});

/** RFC 9425 §4.2. */
export const quotaChanges = defineMethod({
  name: "Quota/changes",
  capability: CAPABILITY.quota,
  schema: changesArgs,
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "read");
    const state = await call.app.db.read((r) => accountState(r, accountId));
    const since = readState(args.sinceState).modseq;
    if (since > state) throw new MethodFailure("cannotCalculateChanges", "unknown state");
    return {
      accountId: args.accountId,
      oldState: args.sinceState,
      newState: stateString(state),
      hasMoreChanges: false,
      created: [],
      updated: state > since ? [ID] : [],
      destroyed: [],
      // The limit is an administrator's to change, and no modseq tells of it.
      updatedProperties: null,
    };
  },
});

const condition = z.strictObject({
  name: z.string().optional(),
  scope: z.string().optional(),
  resourceType: z.string().optional(),
  type: z.string().optional(),
});
type Condition = z.infer<typeof condition>;

/** RFC 9425 §4.3, §4.4. */
export const quotaQuery = queryMethods<{ id: string; used: number }, Condition>({
  name: "Quota",
  capability: CAPABILITY.quota,
  power: "read",
  condition,
  fits: (_record, c) =>
    NAME.includes(c.name ?? "") &&
    (c.scope ?? "account") === "account" &&
    (c.resourceType ?? "octets") === "octets" &&
    (c.type ?? "Email") === "Email",
  keys: { name: () => NAME, used: (record) => record.used },
  byDefault: () => 0,
  async records(call, accountId) {
    const { usedBytes } = await call.app.db.read((r) => accountQuota(r, accountId));
    return [{ id: ID, used: usedBytes }];
  },
  async changes(call, accountId, since) {
    const state = await call.app.db.read((r) => accountState(r, accountId));
    if (since > state) throw new MethodFailure("cannotCalculateChanges", "unknown state");
    return { created: [], updated: state > since ? [ID] : [], destroyed: [] };
  },
});
