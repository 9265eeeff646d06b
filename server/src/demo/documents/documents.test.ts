import assert from "node:assert/strict";
import { crc32, inflateRawSync, inflateSync } from "node:zlib";
import { docx } from "./docx.ts";
import type { Paper } from "./paper.ts";
import { pdf } from "./pdf.ts";
import { barChart, landscape, VIEWS } from "./png.ts";
import { xlsx } from "./xlsx.ts";
import { zip } from "./zip.ts";

const paper: Paper = {
  heading: ["BÁO CÁO", "Kết quả quý III & “thông tin” <2026>"],
  paragraphs: Array.from(
    { length: 60 },
    (_, i) => `Đoạn ${i + 1}: Ủy ban nhân dân xã Suối Giàng báo cáo kết quả thực hiện.`,
  ),
  table: [
    ["STT", "Cơ quan", "Tỷ lệ (%)"],
    ["1", "Sở Nội vụ", "91,0"],
  ],
  signature: ["PHÓ GIÁM ĐỐC", "Đàm Văn Hiến"],
};

/** Reads an archive by its central directory, checking sizes and sums on the way. */
function unzip(bytes: Buffer): Map<string, string> {
  const end = bytes.lastIndexOf("PK\x05\x06", undefined, "latin1");
  const files = new Map<string, string>();
  for (let i = 0, at = bytes.readUInt32LE(end + 16); i < bytes.readUInt16LE(end + 10); i++) {
    assert.equal(bytes.toString("latin1", at, at + 4), "PK\x01\x02");
    const [packedSize, plainSize, nameLength] = [at + 20, at + 24, at + 28].map((o, k) =>
      k < 2 ? bytes.readUInt32LE(o) : bytes.readUInt16LE(o),
    ) as [number, number, number];
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    assert.equal(bytes.toString("latin1", local, local + 4), "PK\x03\x04");
    const start = local + 30 + bytes.readUInt16LE(local + 26);
    const plain = inflateRawSync(bytes.subarray(start, start + packedSize));
    assert.equal(plain.length, plainSize);
    assert.equal(crc32(plain), bytes.readUInt32LE(at + 16));
    files.set(name, plain.toString("utf8"));
    at += 46 + nameLength;
  }
  return files;
}

/** Throws when tags do not nest. */
function assertWellFormed(xml: string) {
  const open: string[] = [];
  for (const [, close, name, rest] of xml.matchAll(/<(\/?)([\w:]+)([^<>]*)>/g)) {
    if (close) assert.equal(open.pop(), name);
    else if (!rest?.endsWith("/")) open.push(name ?? "");
  }
  assert.deepEqual(open, []);
  assert.doesNotMatch(xml.replace(/<[^>]*>/g, ""), /[<>]|&(?!amp;|lt;|gt;|quot;)/);
}

describe("demo/documents", () => {
  it("zips names and bytes so that they come back", () => {
    const files = unzip(
      zip([
        { name: "một.txt", bytes: "Điện Biên" },
        { name: "b/hai.bin", bytes: Buffer.alloc(3000, 7) },
      ]),
    );
    assert.equal(files.get("một.txt"), "Điện Biên");
    assert.equal(files.get("b/hai.bin")?.length, 3000);
  });

  it("writes Word documents that are well formed and say what the paper says", () => {
    const files = unzip(docx(paper));
    for (const xml of files.values()) assertWellFormed(xml);
    const text = (files.get("word/document.xml") ?? "").replace(/<[^>]*>/g, "\n");
    for (const said of ["Kết quả quý III &amp; “thông tin” &lt;2026&gt;", "Đàm Văn Hiến", "91,0"])
      assert.ok(text.includes(said), said);
  });

  it("writes workbooks with numbers as numbers", () => {
    const files = unzip(
      xlsx("Biểu tổng hợp số liệu của các cơ quan", [
        ["STT", "Họ và tên"],
        [1, "Nguyễn Văn Ân"],
      ]),
    );
    for (const xml of files.values()) assertWellFormed(xml);
    const sheet = files.get("xl/worksheets/sheet1.xml") ?? "";
    assert.match(sheet, /<c r="A2"><v>1<\/v>/);
    assert.match(sheet, /<c r="B2" t="inlineStr"><is><t [^>]*>Nguyễn Văn Ân</);
    assert.match(files.get("xl/workbook.xml") ?? "", /sheet name="[^"]{1,31}"/);
  });

  it("writes PDF whose cross-references and lengths hold, over several pages", () => {
    const text = pdf(paper).toString("latin1");
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
    assert.equal(text.slice(start, start + 4), "xref");
    const rows = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map((m) => Number(m[1]));
    assert.ok(rows.length > 20);
    for (const [i, at] of rows.entries()) assert.ok(text.startsWith(`${i + 1} 0 obj\n`, at), `object ${i + 1}`);
    for (const m of text.matchAll(/\/Length (\d+) >>\nstream\n/g)) {
      const end = m.index + m[0].length + Number(m[1]);
      assert.equal(text.slice(end, end + 10), "\nendstream");
    }
    assert.ok(Number(/\/Count (\d+)/.exec(text)?.[1]) >= 2);
    for (const ref of text.matchAll(/(\d+) 0 R/g)) assert.ok(Number(ref[1]) <= rows.length);
  });

  it("maps every code of the PDF back to its letter", () => {
    const text = pdf(paper).toString("latin1");
    const letters = new Map(
      [...text.matchAll(/^<(..)> <(....)>$/gm)].map((m) => [
        m[1],
        String.fromCharCode(Number.parseInt(m[2] ?? "", 16)),
      ]),
    );
    const shown = [...text.matchAll(/<([0-9A-F]+)> Tj ET\n?(?=BT|0\.6|endstream|$)/gm)].map((m) =>
      (m[1]?.match(/../g) ?? []).map((code) => letters.get(code)).join(""),
    );
    assert.ok(shown.includes("Đàm Văn Hiến"), shown.slice(-5).join("|"));
    assert.ok(shown.includes("Kết quả quý III & “thông tin” <2026>"));
  });

  it("paints pictures of the size they say", () => {
    for (const bytes of [landscape(1, 64, 40), barChart([0.1, 0.9])]) {
      assert.equal(bytes.toString("latin1", 1, 4), "PNG");
      const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
      const at = bytes.indexOf("IDAT");
      const raw = inflateSync(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4)));
      assert.equal(raw.length, (width * 3 + 1) * height);
    }
  });

  it("is the same each time", () => {
    assert.deepEqual(docx(paper), docx(paper));
    assert.deepEqual(landscape(3), landscape(3 + VIEWS));
    assert.notDeepEqual(landscape(3), landscape(4));
  });
});
