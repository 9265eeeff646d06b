import assert from "node:assert/strict";
import { hideStyles, unhideStyles } from "./inline-styles.ts";

describe("inline styles in strings", () => {
  const cases: [string, string][] = [
    ['<td style="width:1pt">style = a</td>', '<td data-style="width:1pt">style = a</td>'],
    ["<p class=a style='b'>x</p>", "<p class=a data-style='b'>x</p>"],
    ["<p STYLE = b>", "<p data-style = b>"],
    ["<style>p {}</style><p>", "<style>p {}</style><p>"],
    ["a < b style=c", "a < b style=c"],
  ];
  for (const [shown, hidden] of cases) it(shown, () => assert.equal(hideStyles(shown), hidden));

  it("come back", () => {
    const html = '<td style="width:1pt"><p style="a:b">x</p></td>';
    assert.equal(unhideStyles(hideStyles(html)), html);
  });
});
