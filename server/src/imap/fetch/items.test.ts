import assert from "node:assert/strict";
import fc from "fast-check";
import { ImapSyntaxError } from "../wire/syntax-error.ts";
import { createTokens } from "../wire/tokens.ts";
import { type FetchItem, parseFetch } from "./items.ts";

const parse = (text: string) => parseFetch(createTokens([{ text, literal: null }]));
const one = (text: string) => parse(`1 ${text}`).items;
const octets = (label: string, section: object, more: object = {}): FetchItem[] => [
  { kind: "octets", label, section, partial: null, peek: false, ...more } as FetchItem,
];

describe("FETCH arguments", () => {
  const good: [string, readonly FetchItem[]][] = [
    ["FLAGS", [{ kind: "flags" }]],
    ["(uid RFC822.Size)", [{ kind: "uid" }, { kind: "size" }]],
    ["FAST", [{ kind: "flags" }, { kind: "internaldate" }, { kind: "size" }]],
    ["(BODY BODYSTRUCTURE)", [{ kind: "body" }, { kind: "bodystructure" }]],
    ["BODY[]", octets("BODY[]", { path: "", text: "all" })],
    [
      "BODY.PEEK[]<0.2048>",
      octets("BODY[]<0>", { path: "", text: "all" }, { partial: { offset: 0, length: 2048 }, peek: true }),
    ],
    ["body[1.2.mime]", octets("BODY[1.2.MIME]", { path: "1.2", text: "mime" })],
    ["BODY[3.HEADER]", octets("BODY[3.HEADER]", { path: "3", text: "header" })],
    ["BODY[TEXT]", octets("BODY[TEXT]", { path: "", text: "text" })],
    ["BODY[1]", octets("BODY[1]", { path: "1", text: "all" })],
    [
      "BODY.PEEK[HEADER.FIELDS (Date From)]",
      octets(
        "BODY[HEADER.FIELDS (Date From)]",
        { path: "", text: { fields: ["Date", "From"], not: false } },
        { peek: true },
      ),
    ],
    [
      'BODY[2.HEADER.FIELDS.NOT ("X (a)")]',
      octets('BODY[2.HEADER.FIELDS.NOT ("X (a)")]', { path: "2", text: { fields: ["X (a)"], not: true } }),
    ],
    ["RFC822", octets("RFC822", { path: "", text: "all" })],
    ["RFC822.HEADER", octets("RFC822.HEADER", { path: "", text: "header" }, { peek: true })],
    [
      "BINARY.PEEK[1]<5.6>",
      [{ kind: "binary", label: "BINARY[1]<5>", path: "1", partial: { offset: 5, length: 6 }, peek: true }],
    ],
    ["BINARY.SIZE[1.2]", [{ kind: "binarysize", label: "BINARY.SIZE[1.2]", path: "1.2" }]],
    ["(EMAILID PREVIEW (LAZY) THREADID)", [{ kind: "emailid" }, { kind: "preview" }, { kind: "threadid" }]],
    ["PREVIEW (lazy)", [{ kind: "preview" }]],
    ["SAVEDATE", [{ kind: "savedate" }]],
  ];
  for (const [text, items] of good)
    it(text, () => {
      assert.deepEqual(one(text), items);
    });

  const bad = [
    "",
    "()",
    "BOGUS",
    "(FLAGS",
    "FLAGS FLAGS",
    "(ALL FLAGS)",
    "BODY[",
    "BODY[1.]",
    "BODY[0]",
    "BODY[MIME]",
    "BODY[1.BOGUS]",
    "BODY[HEADER.FIELDS]",
    "BODY[HEADER.FIELDS ()]",
    "BODY[]<0>",
    "BODY[]<0.0>",
    "BODY[]<a.1>",
    "BINARY[HEADER]",
    "FLAGS[]",
    "PREVIEW (EAGER)",
    "FLAGS (CHANGEDSINCE)",
    "FLAGS (VANISHED)",
    "FLAGS (BOGUS 1)",
  ];
  for (const text of bad)
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.throws(() => one(text), ImapSyntaxError);
    });

  it("reads modifiers; CHANGEDSINCE asks for MODSEQ", () => {
    const args = parse("1:* (FLAGS) (CHANGEDSINCE 12345 VANISHED)");
    assert.deepEqual(args, {
      set: [[1, Number.POSITIVE_INFINITY]],
      items: [{ kind: "flags" }, { kind: "modseq" }],
      changedSince: 12345,
      vanished: true,
    });
    assert.equal(parse("1 PREVIEW (CHANGEDSINCE 1)").changedSince, 1);
    assert.equal(parse("1 FLAGS (CHANGEDSINCE 9223372036854775807)").changedSince, 2 ** 63);
  });

  it("throws nothing but ImapSyntaxError on any text", () => {
    const word = fc.constantFrom(
      ...'1|:|*|,| |(|)|[|]|<|>|.|0|BODY|BODY.PEEK|BINARY|HEADER|HEADER.FIELDS|MIME|TEXT|FLAGS|ALL|CHANGEDSINCE|VANISHED|PREVIEW|LAZY|"|x'.split(
        "|",
      ),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 15 }), (words) => {
        try {
          parse(words.join(""));
        } catch (err) {
          assert.ok(err instanceof ImapSyntaxError, String(err));
        }
      }),
      { numRuns: 3000 },
    );
  });
});
