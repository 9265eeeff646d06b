import assert from "node:assert/strict";
import { termsWithin, wordsIn } from "./search-terms.ts";

describe("search terms", () => {
  const cases: [string, string[]][] = [
    ["báo cáo", ["báo", "cáo"]],
    ['"báo cáo" quý', ["báo cáo", "quý"]],
    ["'một hai' ba", ["một hai", "ba"]],
    ['"a \\" b"', ['a " b']],
    ["d'accord", ["d'accord"]],
    ['"chưa đóng', ['"chưa', "đóng"]],
    ["  ", []],
    ['""', []],
  ];
  for (const [text, words] of cases) it(JSON.stringify(text), () => assert.deepEqual(wordsIn(text), words));

  it("of a filter are those that may occur in what it finds", () => {
    const filter = {
      operator: "AND" as const,
      conditions: [
        { text: "a" },
        { operator: "NOT" as const, conditions: [{ subject: "b" }] },
        { operator: "OR" as const, conditions: [{ from: "c" }, { inMailbox: "m" }] },
      ],
    };
    assert.deepEqual(termsWithin(filter), [{ text: "a" }, { text: "c", field: "from" }]);
  });
});
