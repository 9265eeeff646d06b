import type { MailRule, RuleAction, RuleCondition } from "@congthu/shared/jmap/congthu";

const MB = 1024 * 1024;
export const CONDITIONS = ["from", "to", "subject", "hasAttachment", "fromOutside", "largerThan"] as const;
export const ACTIONS = ["fileInto", "label", "flag", "markRead", "forward", "trash"] as const;
export type ConditionKind = (typeof CONDITIONS)[number];
export type ActionKind = (typeof ACTIONS)[number];

/** A rule as the form has it: each line with a kind and a text, whatever the kind needs of it. */
export type RuleDraft = {
  name: string;
  match: MailRule["match"];
  conditions: { kind: ConditionKind; not: boolean; value: string }[];
  actions: { kind: ActionKind; target: string }[];
  stop: boolean;
};

export const EMPTY_RULE: RuleDraft = {
  name: "",
  match: "all",
  conditions: [{ kind: "from", not: false, value: "" }],
  actions: [{ kind: "fileInto", target: "" }],
  stop: false,
};

export function needsValue(kind: ConditionKind): boolean {
  return kind !== "hasAttachment" && kind !== "fromOutside";
}

export function needsTarget(kind: ActionKind): boolean {
  return kind === "fileInto" || kind === "label" || kind === "forward";
}

/** What speaks against saving the form. */
export function ruleFaults({ name, conditions, actions }: RuleDraft): ("name" | "value" | "action")[] {
  const emptyCondition = conditions.some(({ kind, value }) => needsValue(kind) && !isWhole(kind, value));
  const emptyAction = actions.some(({ kind, target }) => needsTarget(kind) && target.trim() === "");
  return [
    ...(name.trim() === "" ? (["name"] as const) : []),
    ...(emptyCondition || emptyAction ? (["value"] as const) : []),
    ...(actions.length === 0 ? (["action"] as const) : []),
  ];
}

function isWhole(kind: ConditionKind, value: string): boolean {
  return kind === "largerThan" ? Number(value.replace(",", ".")) > 0 : value.trim() !== "";
}

export function draftOfRule({ name, match, conditions, actions, stop }: MailRule): RuleDraft {
  return {
    name,
    match,
    stop,
    conditions: conditions.map((c) => ({ kind: c.type, not: c.not === true, value: shownValue(c) })),
    actions: actions.map((a) => ({ kind: a.type, target: shownTarget(a) })),
  };
}

/** The form as the server keeps it. */
export function ruleOfDraft(draft: RuleDraft): Omit<MailRule, "id" | "isEnabled" | "sortOrder"> {
  return {
    name: draft.name.normalize("NFC").trim(),
    match: draft.match,
    conditions: conditionsOf(draft),
    actions: draft.actions.map(actionOf),
    stop: draft.stop,
  };
}

export function conditionsOf({ conditions }: Pick<RuleDraft, "conditions">): RuleCondition[] {
  return conditions.map(({ kind, not, value }): RuleCondition => {
    const turned = not ? { not: true } : {};
    if (kind === "hasAttachment" || kind === "fromOutside") return { ...turned, type: kind };
    if (kind === "largerThan")
      return { ...turned, type: kind, octets: Math.round(Number(value.replace(",", ".")) * MB) };
    return { ...turned, type: kind, contains: value.normalize("NFC").trim() };
  });
}

function actionOf({ kind, target }: RuleDraft["actions"][number]): RuleAction {
  if (kind === "fileInto") return { type: kind, mailboxId: target };
  if (kind === "label") return { type: kind, keyword: target };
  if (kind === "forward") return { type: kind, to: target.trim() };
  return { type: kind };
}

function shownValue(c: RuleCondition): string {
  if ("contains" in c) return c.contains;
  return "octets" in c ? String(Math.round((c.octets / MB) * 100) / 100) : "";
}

function shownTarget(a: RuleAction): string {
  if ("mailboxId" in a) return a.mailboxId;
  if ("keyword" in a) return a.keyword;
  return "to" in a ? a.to : "";
}
