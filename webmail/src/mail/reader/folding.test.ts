import assert from "node:assert/strict";
import { isFolded } from "./folding.ts";

describe("a long conversation", () => {
  const table: [string, string[], string][] = [
    ["abcdefg", ["g"], "bcde"],
    ["abcde", ["e"], "bc"],
    ["abcd", ["d"], ""],
    ["abcdefgh", ["d", "h"], ""],
    ["abcdefghi", ["a", "i"], "cdefg"],
  ];
  for (const [all, open, folded] of table)
    it(`${all} with ${open} open folds ${folded || "nothing"}`, () => {
      const letters = [...all].map((id) => ({ id }));
      const hidden = letters.filter((_, i) => isFolded(letters, new Set(open), i));
      assert.equal(hidden.map((l) => l.id).join(""), folded);
    });
});
