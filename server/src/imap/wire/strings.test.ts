import assert from "node:assert/strict";
import fc from "fast-check";
import { fromOctets, toOctets } from "./octets.ts";
import { astring, nstring, string } from "./strings.ts";
import { createTokens } from "./tokens.ts";

describe("strings out", () => {
  const cases: [string, string][] = [
    [astring("INBOX"), "INBOX"],
    [astring("NIL"), '"NIL"'],
    [astring(""), '""'],
    [astring("a b"), '"a b"'],
    [astring("a]"), "a]"],
    [astring("a%"), '"a%"'],
    [string('say "x\\y"'), '"say \\"x\\\\y\\""'],
    [string("a\r\nb"), "{4}\r\na\r\nb"],
    [string("\xc3\xa1"), "{2}\r\n\xc3\xa1"],
    [string("\xc3\xa1", true), '"\xc3\xa1"'],
    [string("a\0b"), "{2}\r\nab"],
    [nstring(null), "NIL"],
    [nstring(""), '""'],
  ];
  for (const [got, expected] of cases)
    it(JSON.stringify(expected), () => {
      assert.equal(got, expected);
    });

  it("are read back as they were", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary-ascii" }), fc.boolean(), (s, utf8) => {
        const clean = s.replaceAll("\0", "");
        const [text = "", literal] = astring(clean, utf8).split(/(?<=^\{\d+\})\r\n/);
        const parts =
          literal === undefined
            ? [{ text, literal: null }]
            : [
                { text, literal },
                { text: "", literal: null },
              ];
        assert.equal(createTokens(parts).astring(), clean);
      }),
    );
  });

  it("keeps text through octets", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."aàđ\0\r😀\u0301") }), (text) => {
        assert.equal(fromOctets(toOctets(text)), text);
      }),
    );
    assert.equal(fromOctets("\xe1"), null);
  });
});
