import type { AccountId } from "@congthu/shared/ids";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { z } from "zod";
import { mailAccounts } from "../../core/access.ts";
import { type Found, findPeople, peopleById } from "../../core/directory/find-people.ts";
import { accountState } from "../../core/mailbox/email-changes.ts";
import { readSetting } from "../../core/settings/read-setting.ts";
import { accountCapabilities } from "../capabilities.ts";
import { MethodFailure } from "../failure.ts";
import { type Call, defineMethod } from "../method.ts";
import { queryMethods } from "../query-methods.ts";
import { checkSetSize, getReply, idsOf, newOutcomes, outcomesReply, propertiesOf } from "../records.ts";
import { changesArgs, type FilterTree, getArgs, jmapId, setArgs } from "../schema.ts";
import { stateString } from "../state.ts";

const capability = CAPABILITY.principals;
const PROPERTIES = ["id", "type", "name", "description", "email", "timeZone", "capabilities", "accounts"];

/** RFC 9670 §2. The id is that of the account; mailboxes of agencies are groups. */
type PrincipalRecord = {
  id: string;
  type: "individual" | "group";
  name: string;
  description: string | null;
  email: string;
  timeZone: string;
  capabilities: Record<string, never>;
  accounts: Record<string, unknown> | null;
};

/** RFC 9670 §2.1. Without ids those whose mail the person may see: the directory is to be asked by words. */
export const principalGet = defineMethod({
  name: "Principal/get",
  capability,
  schema: getArgs,
  async run(call, args) {
    const accountId = await ownAccount(call, args.accountId);
    const properties = propertiesOf(args, PROPERTIES);
    const ids = idsOf(call, args);
    const state = await call.app.db.read((r) => accountState(r, accountId));
    const records = await principals(call, ids as AccountId[] | null);
    return getReply(args, { ids, records, properties, state: stateString(state) });
  },
});

/** RFC 9670 §2.2. The directory has no history of changes: clients ask anew. */
export const principalChanges = defineMethod({
  name: "Principal/changes",
  capability,
  schema: changesArgs,
  async run(call, args) {
    await ownAccount(call, args.accountId);
    throw new MethodFailure("cannotCalculateChanges", "the directory has no history");
  },
});

/** RFC 9670 §2.3: people are kept by administrators, so every change is forbidden. */
export const principalSet = defineMethod({
  name: "Principal/set",
  capability,
  schema: setArgs,
  async run(call, args) {
    const accountId = await ownAccount(call, args.accountId);
    checkSetSize(args);
    const outcomes = newOutcomes();
    for (const id of Object.keys(args.create ?? {})) outcomes.notCreated[id] = { type: "forbidden" };
    for (const id of Object.keys(args.update ?? {})) outcomes.notUpdated[id] = { type: "forbidden" };
    for (const id of args.destroy ?? []) outcomes.notDestroyed[id] = { type: "forbidden" };
    const state = stateString(await call.app.db.read((r) => accountState(r, accountId)));
    return { accountId, oldState: state, newState: state, ...outcomesReply(outcomes) };
  },
});

const condition = z.strictObject({
  accountIds: z.array(jmapId).optional(),
  email: z.string().optional(),
  name: z.string().optional(),
  text: z.string().optional(),
  type: z.string().optional(),
  timeZone: z.string().optional(),
});
type Condition = z.infer<typeof condition>;

/** RFC 9670 §2.4, §2.5. */
export const principalQuery = queryMethods<PrincipalRecord, Condition>({
  name: "Principal",
  capability,
  power: "read",
  condition,
  // Words were looked for in the directory already, by their beginnings.
  fits: (p, c) =>
    (c.accountIds === undefined || c.accountIds.some((id) => p.accounts !== null && id in p.accounts)) &&
    (c.type === undefined || p.type === c.type) &&
    (c.timeZone === undefined || p.timeZone === c.timeZone),
  keys: { name: (p) => p.name },
  byDefault: () => 0,
  arrange: ({ found }) => found,
  async records(call, accountId, filter) {
    await ownAccount(call, accountId);
    const text = wordsOf(filter);
    if (text === "") return principals(call, null);
    const ownAgencyId = call.principal.account.agency_id;
    const found = await call.app.db.read((r) => findPeople(r, { text, ownAgencyId, limit: 400 }));
    return describe(call, found);
  },
  async changes() {
    throw new MethodFailure("cannotCalculateChanges", "the directory has no history");
  },
});

/** Principals live in the account of who asks. */
async function ownAccount(call: Call, accountId: string): Promise<AccountId> {
  const open = await call.account(accountId, "read");
  if (open.rights !== "own") throw new MethodFailure("accountNotSupportedByMethod");
  return open.accountId;
}

async function principals(call: Call, ids: readonly AccountId[] | null): Promise<PrincipalRecord[]> {
  const found = await call.app.db.read(async (r) => {
    const wanted = ids ?? (await mailAccounts(r, call.principal, call.app.clock.now())).map((a) => a.owner.account_id);
    return peopleById(r, wanted);
  });
  return describe(call, found);
}

async function describe(call: Call, found: readonly Found[]): Promise<PrincipalRecord[]> {
  const { granted, links } = await call.app.db.read(async (r) => ({
    granted: await mailAccounts(r, call.principal, call.app.clock.now()),
    links: await readSetting(r, "fileLinks"),
  }));
  const { maxMessageBytes } = call.app.site;
  const accounts = new Map(
    granted.map(({ owner, rights }) => [
      owner.account_id as string,
      {
        name: owner.full_name,
        isPersonal: rights === "own",
        isReadOnly: rights === "read",
        accountCapabilities: accountCapabilities({
          accountId: owner.account_id,
          mayWrite: rights !== "read",
          maxMessageBytes,
          links,
        }),
      },
    ]),
  );
  return found
    .filter((f) => f.kind !== "group")
    .map((f) => ({
      id: f.id,
      type: f.kind === "agency" ? ("group" as const) : ("individual" as const),
      name: f.name,
      description: [f.title, f.unit, f.agencyName].filter((text) => text !== "").join(", ") || null,
      email: f.email,
      timeZone: "Asia/Ho_Chi_Minh",
      capabilities: {},
      accounts: accounts.has(f.id) ? { [f.id]: accounts.get(f.id) } : null,
    }));
}

function wordsOf(filter: FilterTree<Condition> | null): string {
  if (filter === null) return "";
  if ("operator" in filter) {
    const { operator, conditions } = filter as { operator: string; conditions: FilterTree<Condition>[] };
    return operator === "AND" ? conditions.map(wordsOf).join(" ").trim() : "";
  }
  return [filter.text, filter.name, filter.email].filter((word) => word !== undefined).join(" ");
}
