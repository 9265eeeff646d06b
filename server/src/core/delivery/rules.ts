import { fold } from "@congthu/shared/fold";
import type { MailboxId } from "@congthu/shared/ids";
import type { MailRule, RuleCondition } from "@congthu/shared/jmap/congthu";
import type { MailAddress } from "../../mime/addresses.ts";
import type { MessageMeta } from "../../mime/describe.ts";
import { FLAG } from "../../store/messages.ts";
import { combineFlags, flagsFromNames } from "../mailbox/flags.ts";

/** What rules look at. */
export type RuleFacts = {
  meta: Pick<MessageMeta, "from" | "to" | "cc" | "subject" | "hasAttachment">;
  sizeBytes: number;
  /** Whether it came from outside the state's mail. */
  isOutside: boolean;
};

/** What rules want done with a letter. */
export type RulePlan = {
  mailboxId: MailboxId | null;
  trash: boolean;
  flags: number;
  keywords: string;
  forwards: string[];
};

/** Goes through the rules that are on, by their order, until one that fits ends it; undefined when none fits. */
export function planOf(rules: readonly Omit<MailRule, "id">[], facts: RuleFacts): RulePlan | undefined {
  const plan: RulePlan = { mailboxId: null, trash: false, flags: 0, keywords: "", forwards: [] };
  let fits = false;
  for (const rule of rules.filter((r) => r.isEnabled).sort((a, b) => a.sortOrder - b.sortOrder)) {
    if (!ruleFits(rule, facts)) continue;
    fits = true;
    for (const action of rule.actions) follow(plan, action);
    if (rule.stop) break;
  }
  return fits ? plan : undefined;
}

/** Whether a rule fits a letter. Without conditions it fits every letter. */
export function ruleFits(rule: Pick<MailRule, "match" | "conditions">, facts: RuleFacts): boolean {
  const test = (c: RuleCondition) => conditionFits(c, facts) !== (c.not ?? false);
  return rule.match === "any" && rule.conditions.length > 0 ? rule.conditions.some(test) : rule.conditions.every(test);
}

function follow(plan: RulePlan, action: MailRule["actions"][number]): void {
  switch (action.type) {
    case "fileInto":
      plan.mailboxId = action.mailboxId as MailboxId;
      return;
    case "trash":
      plan.trash = true;
      return;
    case "flag":
      plan.flags |= FLAG.flagged;
      return;
    case "markRead":
      plan.flags |= FLAG.seen;
      return;
    case "label": {
      const { flags, keywords } = combineFlags("add", plan, flagsFromNames([action.keyword]));
      plan.flags = flags & ~FLAG.deleted;
      plan.keywords = keywords;
      return;
    }
    case "forward":
      if (!plan.forwards.includes(action.to)) plan.forwards.push(action.to);
  }
}

function conditionFits(c: RuleCondition, { meta, sizeBytes, isOutside }: RuleFacts): boolean {
  switch (c.type) {
    case "from":
      return names(meta.from).includes(fold(c.contains));
    case "to":
      return names(meta.to, meta.cc).includes(fold(c.contains));
    case "subject":
      return fold(meta.subject ?? "").includes(fold(c.contains));
    case "hasAttachment":
      return meta.hasAttachment;
    case "fromOutside":
      return isOutside;
    case "largerThan":
      return sizeBytes > c.octets;
  }
}

function names(...lists: (readonly MailAddress[] | null)[]): string {
  return fold(
    lists
      .flatMap((list) => list ?? [])
      .map((a) => `${a.name ?? ""} <${a.email}>`)
      .join(", "),
  );
}
