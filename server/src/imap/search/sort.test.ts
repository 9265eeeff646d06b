import assert from "node:assert/strict";
import fc from "fast-check";
import { ImapSyntaxError } from "../wire/syntax-error.ts";
import { createTokens } from "../wire/tokens.ts";
import { casemap, comparator, parseSortKeys, sortInTurns } from "./sort.ts";

const parse = (text: string) => parseSortKeys(createTokens([{ text, literal: null }]));
const quiet = { full: () => true, room: async () => undefined } as never;

describe("SORT", () => {
  it("reads criteria", () => {
    assert.deepEqual(parse("(SUBJECT REVERSE date)"), [
      { by: "SUBJECT", reverse: false },
      { by: "DATE", reverse: true },
    ]);
    for (const bad of ["()", "(BOGUS)", "(REVERSE)", "(REVERSE REVERSE DATE)", "DATE"])
      assert.throws(() => parse(bad), ImapSyntaxError, bad);
  });

  it("compares by case map", () => {
    assert.equal(casemap("Công"), casemap("cÔNG".normalize("NFD")));
    assert.ok(casemap("ă") > casemap("a"));
  });

  it("sorts as one would, ties by place in the mailbox", async () => {
    const rows = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 6000 });
    await fc.assert(
      fc.asyncProperty(rows, fc.boolean(), async (values, reverse) => {
        const items = values.map((keys, index) => ({ index, keys }));
        const compare = comparator([
          { by: "SIZE", reverse },
          { by: "ARRIVAL", reverse: false },
        ]);
        const sorted = await sortInTurns(items, compare, quiet);
        assert.deepEqual(sorted, [...items].sort(compare));
      }),
      { numRuns: 20 },
    );
  });
});
