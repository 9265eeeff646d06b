import assert from "node:assert/strict";
import {
  type HeaderForm,
  type HeaderValue,
  headerProperty,
  listHeaders,
  parseHeaderProperty,
  printForm,
  readForm,
} from "./header-forms.ts";

const header = Buffer.from(
  "Subject: =?utf-8?q?C=C3=B4ng?=\r\n v\u0103n\r\nX-A:1\r\nx-a:  2 \r\nTo: a@b\r\nDate: Mon, 16 Feb 2026 08:30:00 +0700\r\nX-Bin: \xff\0z\r\n\r\n",
  "latin1",
);

describe("header forms (RFC 8621 §4.1.2)", () => {
  it("lists the fields in Raw form", () => {
    assert.deepEqual(listHeaders(Buffer.from("A: x\r\n y\r\nb:z\r\n\r\nbody: no")), [
      { name: "A", value: " x\r\n y" },
      { name: "b", value: "z" },
    ]);
  });

  const properties: [string, HeaderValue | HeaderValue[]][] = [
    ["header:x-a", "  2 "],
    ["header:X-A:all", ["1", "  2 "]],
    ["header:X-A:asText:all", ["1", "2 "]],
    ["header:none", null],
    ["header:none:all", []],
    ["header:to:asAddresses", [{ name: null, email: "a@b" }]],
    ["header:Date:asDate", "2026-02-16T08:30:00+07:00"],
    ["header:X-Bin", " \ufffdz"],
  ];
  for (const [name, expected] of properties)
    it(name, () => {
      const property = parseHeaderProperty(name);
      assert.ok(property);
      assert.deepEqual(headerProperty(header, property), expected);
    });

  for (const bad of [
    "header:",
    "header:a b",
    "header:a:b",
    "subject",
    "header:Subject:asAddresses",
    "header:To:asText",
    "header:Date:asText",
    "header:Received:asText",
    "header:X:asNothing",
    "header:X:all:asText",
    "header:List-Post:asText",
  ])
    it(`refuses ${bad}`, () => {
      assert.equal(parseHeaderProperty(bad), null);
    });

  const forms: [Exclude<HeaderForm, "Raw">, string, HeaderValue][] = [
    ["Text", " =?utf-8?q?a?= b ", "a b "],
    [
      "GroupedAddresses",
      ' "  James Smythe" <james@example.com>, Friends: jane@example.com, =?UTF-8?Q?John_Sm=C3=AEth?= <john@example.com>;',
      [
        { name: null, addresses: [{ name: "James Smythe", email: "james@example.com" }] },
        {
          name: "Friends",
          addresses: [
            { name: null, email: "jane@example.com" },
            { name: "John Smîth", email: "john@example.com" },
          ],
        },
      ],
    ],
    ["MessageIds", " <a@b> (c)\r\n <d@ e>", ["a@b", "d@e"]],
    ["MessageIds", " abc", null],
    ["Date", "nonsense", null],
    ["URLs", " <http://x.vn/a>, (fax) <mailto:a@b.vn?subject=x>", ["http://x.vn/a", "mailto:a@b.vn?subject=x"]],
    ["URLs", " http://x.vn/", null],
  ];
  for (const [form, text, expected] of forms)
    it(`${form} of ${JSON.stringify(text)}`, () => {
      assert.deepEqual(readForm(text, form), expected);
    });

  const printed: [Exclude<HeaderForm, "Raw">, HeaderValue, string][] = [
    ["Text", "Công văn\r\nBcc: x", "=?UTF-8?B?Q8O0bmcgdsSDbiBCY2M6IHg=?="],
    [
      "Addresses",
      [
        { name: 'A "b", c', email: "a@b" },
        { name: "Bình", email: "c@d" },
        { name: null, email: "e@f" },
      ],
      '"A \\"b\\", c" <a@b>, =?UTF-8?B?QsOsbmg=?= <c@d>, e@f',
    ],
    [
      "GroupedAddresses",
      [
        { name: "G", addresses: [{ name: null, email: "e@f" }] },
        { name: null, addresses: [] },
      ],
      "G: e@f;, ",
    ],
    ["MessageIds", ["a@b", "c@d"], "<a@b> <c@d>"],
    ["URLs", ["http://x", "http://y"], "<http://x>, <http://y>"],
    ["Date", "2026-02-16T08:30:00+07:00", "Mon, 16 Feb 2026 08:30:00 +0700"],
    ["Date", "2026-02-16T08:30:00Z", "Mon, 16 Feb 2026 08:30:00 +0000"],
  ];
  for (const [form, value, expected] of printed)
    it(`writes ${form}: ${expected}`, () => {
      assert.equal(printForm(value, form), expected);
    });
  it("refuses what would change a header's meaning", () => {
    assert.throws(() => printForm(["a>\r\nBcc: x"], "MessageIds"), RangeError);
    assert.throws(() => printForm([{ name: null, email: "a@b\r\nBcc: c@d" }], "Addresses"), RangeError);
  });
});
