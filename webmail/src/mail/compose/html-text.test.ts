import assert from "node:assert/strict";
import { editorHtmlToText, escapeHtml, textToHtml } from "./html-text.ts";

describe("HTML and text", () => {
  const cases: [string, string][] = [
    ["<p>Kính gửi:</p><p>Nội dung</p>", "Kính gửi:\nNội dung"],
    ["<p>a<br>b</p>", "a\nb"],
    ["<p>a</p><p></p><p></p><p></p><p>b</p>", "a\n\nb"],
    ["<ul><li><p>một</p></li><li><p>hai</p></li></ul>", "- một\n- hai"],
    [
      "<table><tbody><tr><td><p>STT</p></td><td><p>Đơn vị</p></td></tr><tr><td><p>1</p></td><td><p>Sở</p></td></tr></tbody></table>",
      "STT\tĐơn vị\n1\tSở",
    ],
    ["<p>a &lt;b&gt; &amp; c&nbsp;d &#273; &#x110; &unknown;</p>", "a <b> & c\u00a0d đ Đ &unknown;"],
    ["", ""],
  ];
  for (const [html, text] of cases) it(html || "(empty)", () => assert.equal(editorHtmlToText(html), text));

  it("turns text into paragraphs", () => {
    assert.equal(textToHtml("a <b>\nc\r\n\r\nd"), "<p>a &lt;b&gt;<br>c</p><p>d</p>");
    assert.equal(escapeHtml('"&<>'), "&quot;&amp;&lt;&gt;");
  });
});
