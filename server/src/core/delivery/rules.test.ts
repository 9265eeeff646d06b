import assert from "node:assert/strict";
import type { RuleCondition } from "@congthu/shared/jmap/congthu";
import { planOf, type RuleFacts, ruleFits } from "./rules.ts";

const facts: RuleFacts = {
  meta: {
    from: [{ name: "Điện lực Bình Minh", email: "dl@evn.vn" }],
    to: [{ name: null, email: "anh@tinh.gov.vn" }],
    cc: [{ name: "Bình", email: "binh@tinh.gov.vn" }],
    subject: "Lịch cắt điện",
    hasAttachment: false,
  },
  sizeBytes: 5_000,
  isOutside: true,
};

describe("rules", () => {
  const conditions: [RuleCondition, boolean][] = [
    [{ type: "from", contains: "dien luc" }, true],
    [{ type: "from", contains: "<dl@evn.vn>" }, true],
    [{ type: "from", contains: "tài chính" }, false],
    [{ type: "from", contains: "tài chính", not: true }, true],
    [{ type: "to", contains: "binh@" }, true],
    [{ type: "subject", contains: "CẮT ĐIỆN" }, true],
    [{ type: "hasAttachment" }, false],
    [{ type: "fromOutside" }, true],
    [{ type: "largerThan", octets: 4_999 }, true],
    [{ type: "largerThan", octets: 5_000 }, false],
  ];
  for (const [condition, expected] of conditions)
    it(JSON.stringify(condition), () =>
      assert.equal(ruleFits({ match: "all", conditions: [condition] }, facts), expected),
    );

  it("wants all conditions or any; none is every letter", () => {
    const yes: RuleCondition = { type: "fromOutside" };
    const no: RuleCondition = { type: "hasAttachment" };
    assert.equal(ruleFits({ match: "all", conditions: [yes, no] }, facts), false);
    assert.equal(ruleFits({ match: "any", conditions: [yes, no] }, facts), true);
    assert.equal(ruleFits({ match: "any", conditions: [] }, facts), true);
  });

  it("goes by order, adds up, and stops where a rule says so", () => {
    const base = { name: "", isEnabled: true, match: "all" as const, conditions: [], stop: false };
    const plan = planOf(
      [
        { ...base, sortOrder: 3, actions: [{ type: "trash" }] },
        { ...base, sortOrder: 2, actions: [{ type: "label", keyword: "Viec" }, { type: "flag" }], stop: true },
        { ...base, sortOrder: 1, actions: [{ type: "markRead" }] },
        { ...base, sortOrder: 0, actions: [{ type: "forward", to: "a@x.gov.vn" }], isEnabled: false },
      ],
      facts,
    );
    assert.deepEqual(plan, { mailboxId: null, trash: false, flags: 5, keywords: "viec", forwards: [] });
    assert.equal(planOf([], facts), undefined);
  });
});
