import assert from "node:assert/strict";
import type { Mailbox } from "@congthu/shared/jmap/mail";
import type { CachedEmail } from "../data/cache.ts";
import { applyPatch } from "../data/edits.ts";
import { deletesForGood, destroyLetters, moveLetters, reportJunk, setKeyword } from "./letters.ts";

const letter = (id: string, mailbox: string, ...keywords: string[]) =>
  ({
    id,
    mailboxIds: { [mailbox]: true },
    keywords: Object.fromEntries(keywords.map((k) => [k, true])),
  }) as unknown as CachedEmail;
const trash = { id: "trash" } as Mailbox;

describe("changes to letters", () => {
  it("leave out letters that are so already", () => {
    const change = setKeyword([letter("a", "in", "$seen"), letter("b", "in")], "$seen", true);
    assert.equal(change?.count, 1);
    assert.deepEqual(Object.keys(change?.edit.patches ?? {}), ["b"]);
    assert.equal(setKeyword([letter("a", "in", "$seen")], "$seen", true), null);
  });

  it("can be taken back exactly", () => {
    const before = letter("a", "in", "$notjunk");
    for (const change of [moveLetters([before], "x"), reportJunk([before], "junk", true)]) {
      assert.ok(change?.inverse);
      const after = applyPatch(before, change.edit.patches.a ?? {});
      assert.notDeepEqual(after, before);
      assert.deepEqual(applyPatch(after, change.inverse.patches.a ?? {}), before);
    }
  });

  it("that destroy have no way back", () => {
    assert.equal(destroyLetters([letter("a", "trash")])?.inverse, null);
    assert.equal(destroyLetters([]), null);
  });

  it("destroy only what is in the bin already", () => {
    assert.equal(deletesForGood([letter("a", "trash")], trash), true);
    assert.equal(deletesForGood([letter("a", "trash"), letter("b", "in")], trash), false);
    assert.equal(deletesForGood([letter("a", "in")], undefined), true);
  });
});
