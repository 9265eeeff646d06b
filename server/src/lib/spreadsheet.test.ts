import assert from "node:assert/strict";
import { deflateRawSync } from "node:zlib";
import { columnName, readSpreadsheet, type Sheet, SpreadsheetError, writeSpreadsheet } from "./spreadsheet.ts";

describe("spreadsheet", () => {
  it("reads back what it wrote: text, numbers, formulas, merged cells", async () => {
    const sheet: Sheet = {
      name: "Tổng hợp",
      rows: [
        [{ value: "BÁO CÁO", across: 3, bold: true, align: "center" }],
        [],
        [{ value: "Số được cấp" }, { value: 4129, format: "#,##0" }, { value: "0912 345 678" }],
        [
          { value: "=1+1" },
          { value: { formula: "B3*2", value: 8258 } },
          { value: { formula: 'IF(B3=0,"",1)', value: null } },
        ],
      ],
      widths: [20, 10, 10],
      heading: { first: 3, last: 3 },
      landscape: true,
    };
    const [read] = await readSpreadsheet(await writeSpreadsheet([sheet], 0));
    assert.equal(read?.name, "Tổng hợp");
    assert.deepEqual(read?.rows, [
      [{ text: "BÁO CÁO" }, { text: "" }, { text: "" }],
      [],
      [{ text: "Số được cấp" }, { text: "4129", number: 4129 }, { text: "0912 345 678" }],
      [{ text: "=1+1" }, { text: "8258", number: 8258, formula: "B3*2" }, { text: "", formula: 'IF(B3=0,"",1)' }],
    ]);
  });

  it("names columns as formulas do", () => {
    assert.deepEqual([0, 25, 26, 51, 52, 701, 702].map(columnName), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
  });

  const hostile: [string, Uint8Array, string][] = [
    ["nothing", new Uint8Array(0), "damaged"],
    ["no archive", Buffer.from("STT;Họ và tên"), "damaged"],
    ["an archive of something else", zipOf("a.txt", Buffer.from("hello")), "damaged"],
    ["an archive that says it is small", zipOf("xl/workbook.xml", Buffer.alloc(300_000_000)), "tooLarge"],
  ];
  for (const [name, bytes, reason] of hostile)
    it(`refuses ${name}`, () =>
      assert.rejects(readSpreadsheet(bytes), (err) => err instanceof SpreadsheetError && err.reason === reason));
});

/** A ZIP archive of one file, whose directory says the file has one octet. */
function zipOf(name: string, content: Buffer): Uint8Array {
  const packed = deflateRawSync(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(1, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(1, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, Buffer.from(name), packed, entry, Buffer.from(name), end]);
}
