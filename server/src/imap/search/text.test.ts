import assert from "node:assert/strict";
import { fold } from "@congthu/shared/fold";
import fc from "fast-check";
import { exactTest, quickFold, textTest } from "./text.ts";

describe("search text", () => {
  const cases: [needle: string, haystack: string, finds: boolean][] = [
    ["cong van", "V/v: Công  văn số 12", true],
    ["CÔNG VĂN", "công văn", true],
    ["công văn", "cong van", false],
    ["công văn", "CÔNG VĂN".normalize("NFD"), true],
    ["giạy", "giấy", false],
    ["dien", "Điện Biên", true],
    ["", "", true],
    [" ", "ab", false],
    [" ", "a b", true],
    ["a b", "a\r\n b", true],
  ];
  for (const [needle, haystack, finds] of cases)
    it(`${JSON.stringify(needle)} ${finds ? "in" : "not in"} ${JSON.stringify(haystack)}`, () => {
      assert.equal(textTest(needle)(haystack), finds);
    });

  it("is exact for machines, case aside", () => {
    assert.equal(exactTest("<ABC@x>")("<abc@X>"), true);
    assert.equal(exactTest("cong")("công"), false);
  });

  it("folds as the shared fold does", () => {
    const letters = fc.constantFrom(..."aAăÂđĐệỘỵ \t\n.,0😀e\u0301\u0323ư");
    fc.assert(
      fc.property(fc.string({ unit: letters }), (text) => {
        assert.equal(quickFold(text).trim(), fold(text));
      }),
    );
  });
});
