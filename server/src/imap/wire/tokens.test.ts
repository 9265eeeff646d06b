import assert from "node:assert/strict";
import fc from "fast-check";
import { ImapSyntaxError } from "./syntax-error.ts";
import { createTokens, type Part, type Tokens } from "./tokens.ts";

const of = (...texts: string[]): Part[] =>
  texts.flatMap((text, i) => (i % 2 === 0 ? [{ text, literal: texts[i + 1] ?? null }] : []));
const read = <T>(parts: Part[], fn: (t: Tokens) => T): T => {
  const t = createTokens(parts);
  const value = fn(t);
  t.end();
  return value;
};

describe("tokens", () => {
  const strings: [string, Part[], string][] = [
    ["quoted", of('"a b"'), "a b"],
    ["empty quoted", of('""'), ""],
    ["escapes", of('"a\\"b\\\\c"'), 'a"b\\c'],
    ["octets above 127 in quotes", of('"\xc3\xa1"'), "\xc3\xa1"],
    ["literal", of("{3}", "a\r\n", ""), "a\r\n"],
    ["literal+", of("{0+}", "", ""), ""],
    ["atom", of("abc]"), "abc]"],
  ];
  for (const [what, parts, value] of strings)
    it(what, () => {
      assert.equal(
        read(parts, (t) => t.astring()),
        value,
      );
    });

  const refused: [string, Part[], (t: Tokens) => unknown][] = [
    ["open quote", of('"abc'), (t) => t.astring()],
    ["bad escape", of('"a\\b"'), (t) => t.astring()],
    ["NUL in quotes", of('"a\0"'), (t) => t.astring()],
    ["bracket in atom", of("a]"), (t) => t.atom()],
    ["octet above 127 in atom", of("\xe1"), (t) => t.astring()],
    ["two spaces", of("  "), (t) => t.sp()],
    ["tab for space", of("\t"), (t) => t.sp()],
    ["literal without octets", of("{3}"), (t) => t.string()],
    ["number too large", of("4294967296"), (t) => t.number()],
    ["list left open", of("(a b"), (t) => t.list(() => t.atom())],
    ["list with a comma", of("(a,)b)"), (t) => t.list(() => t.atom())],
    ["text after the end", of("a b"), (t) => t.atom()],
    ["too deep", of("(".repeat(100_000)), (t) => nested(t)],
  ];
  for (const [what, parts, fn] of refused)
    it(`refuses ${what}`, () => {
      assert.throws(() => read(parts, fn), ImapSyntaxError);
    });

  it("reads lists, names and NIL", () => {
    assert.deepEqual(
      read(of("(a b) () nil FeTcH 7"), (t) => {
        const list = t.list(() => t.atom());
        t.sp();
        const none = t.list(() => t.atom());
        t.sp();
        const nil = t.nstring();
        t.sp();
        const name = t.word("FETCH");
        t.sp();
        return [list, none, nil, name, t.number()];
      }),
      [["a", "b"], [], null, true, 7],
    );
  });

  it("throws nothing but ImapSyntaxError, and ends, on any text", () => {
    const char = fc.constantFrom(...'()[]{}<>*%"\\~+-.,: \r\n\0aA0é1N'.split(""));
    const part = fc.record({
      text: fc.string({ unit: char, maxLength: 60 }),
      literal: fc.option(fc.string({ maxLength: 5 })),
    });
    const calls = fc.array(fc.constantFrom(...CALLS), { maxLength: 20 });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), calls, (parts, fns) => {
        const t = createTokens(parts);
        try {
          for (const fn of fns) fn(t);
        } catch (err) {
          assert.ok(err instanceof ImapSyntaxError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

function nested(t: Tokens): unknown {
  return t.list(() => nested(t));
}

const CALLS: ((t: Tokens) => unknown)[] = [
  (t) => t.sp(),
  (t) => t.end(),
  (t) => t.atom(),
  (t) => t.name(),
  (t) => t.astring(),
  (t) => t.string(),
  (t) => t.nstring(),
  (t) => t.listMailbox(),
  (t) => t.number(),
  (t) => t.word("A"),
  (t) => t.list(() => t.astring()),
  (t) => nested(t),
];
