import assert from "node:assert/strict";
import fc from "fast-check";
import { formatSet, parseSequenceSet, ranges, STAR } from "./sequence-set.ts";
import { ImapSyntaxError } from "./syntax-error.ts";
import { createTokens } from "./tokens.ts";

const parse = (text: string) => {
  const t = createTokens([{ text, literal: null }]);
  const set = parseSequenceSet(t);
  t.end();
  return set;
};

describe("sequence sets", () => {
  const good: [string, ReturnType<typeof parseSequenceSet>][] = [
    ["1", [[1, 1]]],
    ["*", [[STAR, STAR]]],
    [
      "2,4:7,9,12:*",
      [
        [2, 2],
        [4, 7],
        [9, 9],
        [12, STAR],
      ],
    ],
    ["4:2", [[4, 2]]],
    ["4294967295", [[4294967295, 4294967295]]],
    ["$", "$"],
  ];
  for (const [text, set] of good)
    it(text, () => {
      assert.deepEqual(parse(text), set);
    });
  for (const bad of ["", "0", "1:0", "4294967296", "1,", ",1", "1:", "a", "-1", "1 2", "1:2:3", "$,1"])
    it(`refuses ${JSON.stringify(bad)}`, () => {
      assert.throws(() => parse(bad), ImapSyntaxError);
    });

  it("resolves as RFC 9051 §9 says", () => {
    // A mailbox with 15 messages, one with 10 messages, and a UID range past the last UID.
    const of = (text: string, largest: number) => ranges(parse(text) as [number, number][], largest);
    assert.deepEqual(of("2,4:7,9,12:*", 15), [
      [2, 2],
      [4, 7],
      [9, 9],
      [12, 15],
    ]);
    assert.deepEqual(of("*:4,5:7", 10), [[4, 10]]);
    assert.deepEqual(of("3291:*", 3000), [[3000, 3291]]);
    assert.deepEqual(of("1,2,3,5", 9), [
      [1, 3],
      [5, 5],
    ]);
  });

  it("writes what it can read again", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 80 }), (numbers) => {
        if (numbers.length === 0) return assert.equal(formatSet(numbers), "");
        const set = parse(formatSet(numbers)) as [number, number][];
        const back = set.flatMap(([a, b]) => Array.from({ length: b - a + 1 }, (_, i) => a + i));
        assert.deepEqual(back, numbers);
      }),
    );
  });
});
