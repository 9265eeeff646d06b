import assert from "node:assert/strict";
import { snippetPieces } from "./snippet.ts";

describe("snippetPieces", () => {
  const cases: [string, [string, boolean][]][] = [
    ["", []],
    ["Báo cáo", [["Báo cáo", false]]],
    [
      "Về <mark>kế hoạch</mark> năm <mark>2026</mark>",
      [
        ["Về ", false],
        ["kế hoạch", true],
        [" năm ", false],
        ["2026", true],
      ],
    ],
    ["a &lt;b&gt; &amp;lt; c", [["a <b> &lt; c", false]]],
    ["<img src=x>", [["<img src=x>", false]]],
    ["<mark>open", [["<mark>open", false]]],
  ];
  for (const [snippet, pieces] of cases)
    it(snippet || "(empty)", () =>
      assert.deepEqual(
        snippetPieces(snippet).map((p) => [p.text, p.marked]),
        pieces,
      ),
    );
});
