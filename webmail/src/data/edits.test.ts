import assert from "node:assert/strict";
import type { PatchObject } from "@congthu/shared/jmap/core";
import { applyPatch, inversePatch, keywordPatch, mergeEdits, movePatch, type Placed } from "./edits.ts";

const letter: Placed = { id: "e1", keywords: { $seen: true }, mailboxIds: { inbox: true } };

describe("edits", () => {
  const cases: [string, PatchObject, Partial<Placed>][] = [
    ["flags", keywordPatch("$flagged", true), { keywords: { $seen: true, $flagged: true } }],
    ["marks unread", keywordPatch("$seen", false), { keywords: {} }],
    ["moves", movePatch(letter, "trash"), { mailboxIds: { trash: true } }],
    ["moves to where it is", movePatch(letter, "inbox"), {}],
    ["takes a keyword with a slash", keywordPatch("a/b~c", true), { keywords: { $seen: true, "a/b~c": true } }],
  ];
  for (const [name, patch, change] of cases)
    it(`${name}, and back`, () => {
      const after = applyPatch(letter, patch);
      assert.deepEqual(after, { ...letter, ...change });
      assert.deepEqual(applyPatch(after, inversePatch(letter, patch)), letter);
    });

  it("keeps the object when nothing changes", () => {
    assert.equal(applyPatch(letter, keywordPatch("$seen", true)), letter);
  });

  it("refuses to change anything else", () => {
    assert.throws(() => applyPatch(letter, { subject: "x" }), /cannot change/);
  });

  it("merges edits in their order, and drops patches of what is destroyed", () => {
    const merged = mergeEdits([
      { id: "1", patches: { e1: { "keywords/$seen": null }, e2: { "keywords/$seen": true } }, destroy: [] },
      { id: "2", patches: { e1: { "keywords/$seen": true, "keywords/$flagged": true } }, destroy: ["e2"] },
    ]);
    assert.deepEqual(merged, {
      update: { e1: { "keywords/$seen": true, "keywords/$flagged": true } },
      destroy: ["e2"],
    });
  });
});
