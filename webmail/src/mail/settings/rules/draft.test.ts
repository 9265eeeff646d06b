import assert from "node:assert/strict";
import type { MailRule } from "@congthu/shared/jmap/congthu";
import { draftOfRule, EMPTY_RULE, type RuleDraft, ruleFaults, ruleOfDraft } from "./draft.ts";

const rule: MailRule = {
  id: "r",
  name: "Báo cáo",
  isEnabled: true,
  sortOrder: 1,
  match: "any",
  conditions: [
    { type: "from", contains: "Sở" },
    { type: "hasAttachment", not: true },
    { type: "largerThan", octets: 5 * 1024 * 1024 },
  ],
  actions: [
    { type: "fileInto", mailboxId: "m1" },
    { type: "label", keyword: "viec-gap" },
    { type: "forward", to: "a@x.gov.vn" },
    { type: "flag" },
  ],
  stop: true,
};

describe("a rule's form", () => {
  it("gives back the rule it was made from", () => {
    const { id: _, isEnabled: __, sortOrder: ___, ...kept } = rule;
    assert.deepEqual(ruleOfDraft(draftOfRule(rule)), kept);
  });

  const faults: [string, Partial<RuleDraft>, string][] = [
    ["nothing filled in", {}, "name value"],
    ["whole", { name: "a", conditions: [], actions: [{ kind: "flag", target: "" }] }, ""],
    ["no action", { name: "a", conditions: [], actions: [] }, "action"],
    [
      "a size that is none",
      { ...draftOfRule(rule), conditions: [{ kind: "largerThan", not: false, value: "x" }] },
      "value",
    ],
    ["a folder to choose", { name: "a", conditions: [] }, "value"],
  ];
  for (const [name, change, found] of faults)
    it(name, () => assert.equal(ruleFaults({ ...EMPTY_RULE, ...change }).join(" "), found));
});
