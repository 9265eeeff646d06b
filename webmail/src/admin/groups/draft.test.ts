import assert from "node:assert/strict";
import { contentOf, emptyDraft, type GroupDraft, isWhole } from "./draft.ts";

const AN = { id: "a1", name: "An", address: "an@x.vn" } as GroupDraft["members"][number];
const agency = { id: "g1", name: "Sở A" };
const draft = (change: Partial<GroupDraft>): GroupDraft => ({ ...emptyDraft(agency), name: "Nhóm", ...change });

describe("a group's form", () => {
  const cases: [string, Partial<GroupDraft>, boolean][] = [
    ["by rule", {}, true],
    ["without a name", { name: " " }, false],
    ["by hand with nobody", { by: "hand" }, false],
    ["by hand", { by: "hand", members: [AN] }, true],
    ["of groups", { by: "hand", parts: ["m1"] }, true],
    ["moderated by nobody", { moderated: true }, false],
    ["moderated", { moderated: true, moderators: [AN] }, true],
  ];
  for (const [title, change, whole] of cases)
    it(`${title} is ${whole ? "whole" : "not whole"}`, () => assert.equal(isWhole(draft(change)), whole));

  it("asks for what is chosen alone", () => {
    const asked = contentOf(draft({ by: "hand", members: [AN], writers: [AN], moderators: [AN] }));
    assert.deepEqual([asked.rule, asked.members, asked.writers, asked.moderators], [null, ["a1"], [], []]);
    assert.deepEqual(contentOf(draft({ who: "leaders", tiers: ["xa"] })).rule, {
      agencyId: "g1",
      below: true,
      who: "leaders",
      tiers: ["xa"],
      kinds: [],
    });
  });
});
