import type { MailboxId } from "@congthu/shared/ids";
import type { MailRule } from "@congthu/shared/jmap/congthu";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { z } from "zod";
import { isStateAddress } from "../../core/delivery/state-address.ts";
import { MailError } from "../../core/errors.ts";
import { requireMailbox } from "../../core/mailbox/mailbox-tree.ts";
import { testRule } from "../../core/records/test-rule.ts";
import { LIMITS } from "../../lib/limits.ts";
import { SetFailure } from "../failure.ts";
import { readKeywords } from "../keywords.ts";
import { defineMethod, resolveId } from "../method.ts";
import type { RecordChange, RecordType } from "../record-type.ts";
import { idOrReference, jmapId, unsignedInt } from "../schema.ts";

const contains = z.string().trim().min(1).max(500);
const not = z.boolean().optional();
const condition = z.discriminatedUnion("type", [
  z.strictObject({ type: z.enum(["from", "to", "subject"]), contains, not }),
  z.strictObject({ type: z.enum(["hasAttachment", "fromOutside"]), not }),
  z.strictObject({ type: z.literal("largerThan"), octets: unsignedInt, not }),
]);
const action = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("fileInto"), mailboxId: idOrReference }),
  z.strictObject({ type: z.enum(["flag", "markRead", "trash"]) }),
  z.strictObject({ type: z.literal("label"), keyword: z.string().max(LIMITS.keywordBytes) }),
  z.strictObject({ type: z.literal("forward"), to: z.string().max(320) }),
]);
const match = z.enum(["all", "any"]).default("all");
const conditions = z.array(condition).max(50).default([]);

const schema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  isEnabled: z.boolean().default(true),
  sortOrder: unsignedInt.default(0),
  match,
  conditions,
  actions: z.array(action).min(1).max(20),
  stop: z.boolean().default(false),
});
type Rule = z.infer<typeof schema>;

/** What is done with mail as it comes. A rule may forward within the state's mail alone. */
export const mailRule: RecordType<Rule> = {
  kind: "MailRule",
  capability: CAPABILITY.congthu,
  schema,
  properties: ["name", "isEnabled", "sortOrder", "match", "conditions", "actions", "stop"],
  most: 100,
  async prepare(rule, change) {
    return { ...rule, actions: await Promise.all(rule.actions.map((a) => checkAction(a, change))) };
  },
};

async function checkAction(given: Rule["actions"][number], { call, tx, accountId }: RecordChange<Rule>) {
  if (given.type === "fileInto") {
    const mailboxId = resolveId(call, given.mailboxId);
    if (mailboxId === undefined) throw new MailError("mailbox.notFound");
    await requireMailbox(tx, accountId, mailboxId as MailboxId);
    return { ...given, mailboxId };
  }
  if (given.type === "label") readKeywords([given.keyword]);
  if (given.type === "forward" && !(await isStateAddress(tx, given.to)))
    throw new SetFailure({ type: "forbidden", properties: ["actions"], description: "not an address of the state" });
  return given;
}

/** Which letters of the inbox a rule fits; see shared/jmap/congthu. */
export const mailRuleTest = defineMethod({
  name: "MailRule/test",
  capability: CAPABILITY.congthu,
  schema: z.strictObject({
    accountId: jmapId,
    rule: z.object({ match, conditions }),
    limit: unsignedInt.max(2_000).default(500),
  }),
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "read");
    const rule: Pick<MailRule, "match" | "conditions"> = {
      match: args.rule.match,
      conditions: args.rule.conditions as MailRule["conditions"],
    };
    const { looked, emailIds } = await testRule(call.app, { accountId, rule, limit: args.limit });
    return { accountId: args.accountId, looked, ids: emailIds };
  },
});
