import assert from "node:assert/strict";
import { strToU8, zipSync } from "fflate";
import { writeSpreadsheet } from "../../lib/spreadsheet.ts";
import { documentKind, documentOrder } from "./document-html.ts";

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const word = (body: string) =>
  Buffer.from(
    zipSync({
      "[Content_Types].xml": strToU8(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
      ),
      "_rels/.rels": strToU8(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
      ),
      "word/document.xml": strToU8(`<w:document ${W}><w:body>${body}</w:body></w:document>`),
    }),
  );

describe("attached documents", () => {
  it("are known by what is in them", async () => {
    assert.equal(documentKind(word("")), "word");
    assert.equal(documentKind(Buffer.from(await writeSpreadsheet([{ name: "A", rows: [] }], 0))), "sheets");
    assert.equal(documentKind(Buffer.from(zipSync({ "a.txt": strToU8("word") }))), undefined);
    assert.equal(documentKind(Buffer.from("Subject: word/document.xml\r\n\r\n")), undefined);
  });

  it("of Word become paragraphs with their marks", async () => {
    const body =
      "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Kế hoạch</w:t></w:r></w:p><w:p><w:r><w:t>&lt;b&gt;</w:t></w:r></w:p>";
    const html = await documentOrder({ kind: "word", bytes: word(body) });
    assert.equal(html, "<p><strong>Kế hoạch</strong></p><p>&lt;b&gt;</p>");
  });

  it("of Excel become tables, nothing in a cell is markup", async () => {
    const rows = [[{ value: "<img src=x>" }, { value: 5 }]];
    const bytes = await writeSpreadsheet([{ name: "Tháng 1", rows }], 0);
    assert.equal(
      await documentOrder({ kind: "sheets", bytes }),
      '<h3>Tháng 1</h3><table border="1" cellpadding="4" cellspacing="0">' +
        '<tr><td>&lt;img src=x&gt;</td><td align="right">5</td></tr></table>',
    );
  });

  it("that are damaged are refused", async () => {
    await assert.rejects(documentOrder({ kind: "word", bytes: Buffer.from("PK\x03\x04") }));
    await assert.rejects(documentOrder({ kind: "sheets", bytes: Buffer.from("PK\x03\x04") }));
  });
});
