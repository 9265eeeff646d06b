import assert from "node:assert/strict";
import { parseCsv, writeCsv } from "./csv.ts";

describe("CSV", () => {
  const cases: [string, string, string[][]][] = [
    [
      "commas",
      "a,b\r\nc,d\r\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "semicolons, as Excel in Vietnamese writes",
      "Họ tên;SĐT\nÁnh;0912",
      [
        ["Họ tên", "SĐT"],
        ["Ánh", "0912"],
      ],
    ],
    [
      "tabs",
      "a\tb\nc\t",
      [
        ["a", "b"],
        ["c", ""],
      ],
    ],
    ["quotes, a comma and a line end inside", 'a,"b, ""c""\nd"\n', [["a", 'b, "c"\nd']]],
    ["a mark at the start", "\uFEFFa,b\n", [["a", "b"]]],
    ["empty lines", "a,b\n\nc,d", [["a", "b"], [""], ["c", "d"]]],
  ];
  for (const [what, text, rows] of cases) it(`reads ${what}`, () => assert.deepEqual(parseCsv(text), rows));

  it("writes what it reads, formulas made harmless", () => {
    const rows = [
      ["Họ tên", 'nói "vâng", rồi'],
      ["=1+1", ""],
    ];
    assert.deepEqual(parseCsv(Buffer.from(writeCsv(rows)).toString()), [rows[0], ["'=1+1", ""]]);
  });
});
