import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeMutf7, encodeMutf7 } from "./mutf7.ts";

const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(..."&-,/ aàđ"),
      fc.integer({ min: 0, max: 0x10ffff }).map((c) => String.fromCodePoint(c)),
    ),
  )
  .map((chars) => chars.join(""))
  .filter((text) => text.isWellFormed());

describe("modified UTF-7", () => {
  const cases: [string, string][] = [
    ["INBOX", "INBOX"],
    ["R&D", "R&-D"],
    ["~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"],
    ["Hộp thư đến", "H&Htk-p th&AbA- &AREevw-n"],
    ["Thư đã gửi", "Th&AbA- &AREA4w- g&Hu0-i"],
    ["😀", "&2D3eAA-"],
    ["", ""],
  ];
  for (const [text, name] of cases)
    it(JSON.stringify(text), () => {
      assert.equal(encodeMutf7(text), name);
      assert.equal(decodeMutf7(name), text);
    });

  it("takes nothing but the correct form", () => {
    // RFC 9051 A.1: no shift back, superfluous shift; then: printable ASCII encoded, bits left over, octets above 126
    for (const bad of ["&Jjo!", "&U,BTFw-&ZeVnLIqe-", "&AGE-", "&", "&A-", "&AAA", "a\u00e1", "&2D0-", "&AREA4x-"])
      assert.equal(decodeMutf7(bad), null, bad);
  });

  it("gives back any text it was given", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const name = encodeMutf7(text);
        assert.match(name, /^[\x20-\x7e]*$/);
        assert.equal(decodeMutf7(name), text);
      }),
    );
  });

  it("never throws, whatever the name", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."&-,+AZaz09/é") }), (name) => {
        const text = decodeMutf7(name);
        if (text !== null) assert.equal(encodeMutf7(text), name);
      }),
    );
  });
});
