import assert from "node:assert/strict";
import {
  type HeaderForm,
  type HeaderValue,
  headerProperty,
  listHeaders,
  parseHeaderProperty,
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
});
