import assert from "node:assert/strict";
import { sheetRules } from "./sheet-rules.ts";
import { listMark } from "./word-lists.ts";

describe("what Word and Excel paste", () => {
  it("keeps the rules of classes and cells", () => {
    const html = `<html><style><!--table {mso-displayed-decimal-separator:"\\,";}
      td {padding-top:1px; color:black; font-size:11.0pt;}
      .xl65 {text-align:center; background:#DDEBF7; mso-pattern:black none;}
      p.MsoNormal {font-family:"Times New Roman",serif;}
      .xl65 {font-weight:700;}
      @page {margin:1in;} --></style><table></table></html>`;
    const rules = sheetRules(html);
    assert.deepEqual(rules.get("td"), [
      ["padding-top", "1px"],
      ["color", "black"],
      ["font-size", "11.0pt"],
    ]);
    assert.deepEqual(rules.get(".xl65"), [
      ["text-align", "center"],
      ["background-color", "#DDEBF7"],
      ["font-weight", "700"],
    ]);
    assert.deepEqual(rules.get(".MsoNormal"), [["font-family", '"Times New Roman",serif']]);
    assert.equal(rules.has("table"), false);
  });

  it("finds nothing where there is no sheet", () => assert.equal(sheetRules("<p>a</p>").size, 0));

  const marks: [string, ReturnType<typeof listMark>][] = [
    ["·         Nội dung", { tag: "ul", length: 10 }],
    ["-\u00a0\u00a0 Nội dung", { tag: "ul", length: 4 }],
    ["1.      Nội dung", { tag: "ol", length: 8 }],
    ["a) Nội dung", { tag: "ol", length: 3 }],
    ["đ) Nội dung", { tag: "ol", length: 3 }],
    ["iv. Nội dung", { tag: "ol", length: 4 }],
    ["Nội dung", null],
    ["1.5 triệu", null],
  ];
  for (const [text, mark] of marks) it(`"${text}"`, () => assert.deepEqual(listMark(text), mark));
});
