import assert from "node:assert/strict";
import fc from "fast-check";
import { STAR } from "../wire/sequence-set.ts";
import { ImapSyntaxError } from "../wire/syntax-error.ts";
import { createTokens } from "../wire/tokens.ts";
import { type Key, parseSearch, someKey } from "./program.ts";

const parse = (text: string) => parseSearch(createTokens([{ text, literal: null }]));
const day = (iso: string) => Date.parse(`${iso}T00:00:00Z`);

describe("SEARCH arguments", () => {
  const good: [string, Key][] = [
    ["ALL", { is: "all" }],
    ["unseen", { is: "flag", bit: 1, on: false }],
    [
      "1,3:*",
      {
        is: "seqs",
        set: [
          [1, 1],
          [3, STAR],
        ],
      },
    ],
    ["UID $", { is: "uids", set: "$" }],
    ["$", { is: "seqs", set: "$" }],
    ["NEW", { is: "none" }],
    ["OLD", { is: "all" }],
    ["FROM Smith", { is: "text", in: "from", text: "Smith" }],
    ['TEXT "a b"', { is: "text", in: "text", text: "a b" }],
    ["SINCE 1-Feb-1994", { is: "date", of: "received", when: "since", day: day("1994-02-01") }],
    ['SENTON "01-Feb-1994"', { is: "date", of: "sent", when: "on", day: day("1994-02-01") }],
    ["SAVEDBEFORE 28-Dec-2014", { is: "date", of: "saved", when: "before", day: day("2014-12-28") }],
    ["SAVEDATESUPPORTED", { is: "all" }],
    ["KEYWORD $Forwarded", { is: "flag", bit: 32, on: true }],
    ["UNKEYWORD Foo", { is: "keyword", word: "foo", on: false }],
    ["LARGER 5000000000", { is: "size", than: "larger", octets: 5e9 }],
    ["YOUNGER 3600", { is: "age", than: "younger", seconds: 3600 }],
    ['HEADER Message-ID ""', { is: "header", name: "Message-ID", text: "" }],
    ["MODSEQ 620162338", { is: "modseq", from: 620162338 }],
    ['MODSEQ "/flags/\\\\draft" all 7', { is: "modseq", from: 7 }],
    ["EMAILID M6d99", { is: "id", of: "email", id: "M6d99" }],
    ["NOT DELETED", { is: "not", key: { is: "flag", bit: 8, on: true } }],
    [
      "OR SEEN (ALL DRAFT)",
      {
        is: "or",
        a: { is: "flag", bit: 1, on: true },
        b: { is: "and", keys: [{ is: "all" }, { is: "flag", bit: 16, on: true }] },
      },
    ],
    [
      "SEEN DRAFT",
      {
        is: "and",
        keys: [
          { is: "flag", bit: 1, on: true },
          { is: "flag", bit: 16, on: true },
        ],
      },
    ],
  ];
  for (const [text, key] of good)
    it(text, () => {
      assert.deepEqual(parse(text).key, key);
    });

  const bad = [
    "",
    "()",
    "BOGUS",
    "NOT",
    "OR SEEN",
    "FROM",
    "SINCE today",
    "LARGER x",
    "YOUNGER 0",
    "KEYWORD \\Seen",
    "ALL ",
    "RETURN (ALL)",
    "RETURN (BOGUS) ALL",
    "CHARSET UTF-8",
    'MODSEQ "/x" some 1',
    "(ALL",
    "EMAILID a.b",
  ];
  for (const text of bad)
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.throws(() => parse(text), ImapSyntaxError);
    });

  it("reads RETURN and CHARSET", () => {
    assert.deepEqual(parse("RETURN (min COUNT) CHARSET utf-8 ALL"), {
      want: new Set(["MIN", "COUNT"]),
      charset: "UTF-8",
      key: { is: "all" },
    });
    assert.deepEqual(parse("RETURN () ALL").want, new Set());
    assert.equal(parse("ALL").want, null);
  });

  it("bounds nesting", () => {
    assert.throws(() => parse(`${"NOT ".repeat(10_000)}ALL`), ImapSyntaxError);
    assert.throws(() => parse(`${"(".repeat(100)}ALL${")".repeat(100)}`), ImapSyntaxError);
    // A chain of OR over some hundred addresses is what clients do send.
    assert.ok(parse(`${"OR FROM a ".repeat(300)}ALL`));
  });

  it("looks for keys anywhere", () => {
    const { key } = parse("OR NOT (SEEN MODSEQ 5) ALL");
    assert.equal(
      someKey(key, (k) => k.is === "modseq"),
      true,
    );
    assert.equal(
      someKey(key, (k) => k.is === "header"),
      false,
    );
  });

  it("throws nothing but ImapSyntaxError on any text", () => {
    const word = fc.constantFrom(
      ...'ALL|NOT|OR|(|)| |1:*|$|UID|FROM|"x"|HEADER|SINCE|1-Jan-2026|MODSEQ|5|KEYWORD|RETURN|CHARSET|YOUNGER|\\'.split(
        "|",
      ),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (words) => {
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
