import assert from "node:assert/strict";
import { parseAddresses } from "./addresses.ts";
import type { HeaderForm, HeaderValue } from "./header-forms.ts";
import { paramText, parseParams } from "./params.ts";
import { printForm, printParam, writeField } from "./write-header.ts";

describe("writing header fields", () => {
  const forms: [Exclude<HeaderForm, "Raw">, HeaderValue, string][] = [
    ["Text", "Công văn\r\nBcc: x", "=?UTF-8?B?Q8O0bmcgdsSDbiBCY2M6IHg=?="],
    ["Text", "Công".normalize("NFD"), "=?UTF-8?B?Q8O0bmc=?="],
    [
      "Addresses",
      [
        { name: 'A "b", c', email: "a@b" },
        { name: "Bình", email: "c@d" },
        { name: null, email: "e@f" },
        { name: "", email: '"x, y"@z' },
        { name: null, email: "an@phường.vn" },
      ],
      '"A \\"b\\", c" <a@b>, =?UTF-8?B?QsOsbmg=?= <c@d>, e@f, <"x, y"@z>, an@xn--phng-rib8295b.vn',
    ],
    [
      "GroupedAddresses",
      [
        { name: "G", addresses: [{ name: null, email: "e@f" }] },
        { name: null, addresses: [] },
        { name: "Trống", addresses: [] },
      ],
      "G: e@f;, =?UTF-8?B?VHLhu5FuZw==?=: ;",
    ],
    ["MessageIds", ["a@b", "c@d"], "<a@b> <c@d>"],
    ["URLs", ["http://x", "http://y"], "<http://x>, <http://y>"],
    ["Date", "2026-02-16T08:30:00+07:00", "Mon, 16 Feb 2026 08:30:00 +0700"],
    ["Date", "2026-02-16T08:30:00Z", "Mon, 16 Feb 2026 08:30:00 +0000"],
    ["Text", null, ""],
  ];
  for (const [form, value, expected] of forms)
    it(`${form}: ${expected}`, () => {
      assert.equal(printForm(value, form), expected);
    });

  const refused: [string, () => string][] = [
    ["a line break in an id", () => printForm(["a>\r\nBcc: x"], "MessageIds")],
    ["a line break in an address", () => printForm([{ name: null, email: "a@b\r\nBcc: c@d" }], "Addresses")],
    ["a bracket in an address", () => printForm([{ name: null, email: "a@b>,<c@d" }], "Addresses")],
    ["an empty address", () => printForm([{ name: "x", email: " " }], "Addresses")],
    ["no date", () => printForm("soon", "Date")],
    ["a name with a colon", () => writeField("Bcc: x", "y")],
    ["a name with a line break", () => writeField("X\r\nBcc", "y")],
    ["an empty name", () => writeField("", "y")],
    ["a value with another field", () => writeField("X", "y\r\nBcc: z")],
    ["a value with a lone CR", () => writeField("X", "y\rBcc: z")],
    ["a value that ends the header", () => writeField("X", "y\r\n\r\nz")],
  ];
  for (const [name, act] of refused)
    it(`refuses ${name}`, () => {
      assert.throws(act, RangeError);
    });

  it("folds at white space and unfolds to the same", () => {
    const list = Array.from({ length: 500 }, (_, i) => ({ name: `Cán bộ ${i}`, email: `cb${i}@ninhbinh.gov.vn` }));
    const value = printForm(list, "Addresses");
    const field = writeField("To", value);
    assert.ok(field.endsWith("\r\n"));
    for (const line of field.split("\r\n")) assert.ok(line.length <= 78, line);
    assert.equal(field.replace(/\r\n(?=[ \t])/g, ""), `To: ${value}\r\n`);
    assert.deepEqual(
      parseAddresses(value).addresses.map((a) => ({ name: a.name, email: a.email })),
      list,
    );
    assert.equal(writeField("X-Folded", " a\r\n b\r\n\tc "), "X-Folded: a b\tc\r\n");
    assert.equal(writeField("X", "Công"), "X: =?UTF-8?B?Q8O0bmc=?=\r\n");
  });

  it("keeps lines within 998 octets when there is no white space", () => {
    for (const value of [
      printForm("x".repeat(5000), "Text"),
      printForm([{ name: "y".repeat(5000), email: "a@b" }], "Addresses"),
    ]) {
      for (const line of writeField("X", value).split("\r\n")) assert.ok(line.length <= 998);
    }
  });

  const params: [string, string][] = [
    ["a.pdf", "; filename=a.pdf"],
    ['a "b" \\ c.pdf', '; filename="a \\"b\\" \\\\ c.pdf"'],
    [
      "Công văn số 1.pdf",
      "; filename=\"Cong van so 1.pdf\"; filename*=UTF-8''C%C3%B4ng%20v%C4%83n%20s%E1%BB%91%201.pdf",
    ],
    ["Điện Biên", "; filename=\"Dien Bien\"; filename*=UTF-8''%C4%90i%E1%BB%87n%20Bi%C3%AAn"],
    ["a\r\nb", '; filename="a b"'],
    ["報告.doc", "; filename=\"_.doc\"; filename*=UTF-8''%E5%A0%B1%E5%91%8A.doc"],
  ];
  for (const [name, expected] of params)
    it(`file name ${JSON.stringify(name)}`, () => {
      assert.equal(printParam("filename", name), expected);
    });

  it("file names of any length come back", () => {
    for (const name of ["ễ".repeat(300), `${"Tờ trình ".repeat(60)}.docx`, "a".repeat(500), "😀".repeat(100)]) {
      const field = writeField("Content-Disposition", `attachment${printParam("filename", name)}`);
      for (const line of field.split("\r\n")) assert.ok(line.length <= 998);
      const value = field.slice(field.indexOf(":") + 1).replace(/\r\n(?=[ \t])/g, "");
      assert.equal(paramText(parseParams(value).params, "filename"), name);
    }
  });
});
