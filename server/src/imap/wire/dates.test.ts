import assert from "node:assert/strict";
import fc from "fast-check";
import { dayOf, formatDateTime, parseDate, parseDateTime } from "./dates.ts";
import { ImapSyntaxError } from "./syntax-error.ts";
import { createTokens, type Tokens } from "./tokens.ts";

const read = <T>(text: string, parse: (t: Tokens) => T) => {
  const t = createTokens([{ text, literal: null }]);
  const value = parse(t);
  t.end();
  return value;
};

describe("dates", () => {
  const moments: [string, string][] = [
    ['"17-Jul-1996 02:44:25 -0700"', "1996-07-17T09:44:25Z"],
    ['" 1-Feb-1994 00:00:00 +0000"', "1994-02-01T00:00:00Z"],
    ['"31-dec-2025 23:59:60 +0700"', "2025-12-31T17:00:00Z"],
    ['"29-Feb-2024 00:00:00 +0530"', "2024-02-28T18:30:00Z"],
  ];
  for (const [text, iso] of moments)
    it(text, () => {
      assert.equal(new Date(read(text, parseDateTime)).toISOString(), new Date(iso).toISOString());
    });
  for (const bad of [
    '"1-Feb-1994 00:00:00 +0000"',
    '"31-Feb-1994 00:00:00 +0000"',
    '"01-Fev-1994 00:00:00 +0000"',
    '"01-Feb-1994 24:00:00 +0000"',
    "01-Feb-1994 00:00:00 +0000",
    '"01-Feb-1994 00:00:00 0000"',
  ])
    it(`refuses ${bad}`, () => {
      assert.throws(() => read(bad, parseDateTime), ImapSyntaxError);
    });
  it("reads days", () => {
    assert.equal(read("1-Feb-1994", parseDate), Date.parse("1994-02-01T00:00:00Z"));
    assert.equal(read('"01-feb-1994"', parseDate), Date.parse("1994-02-01T00:00:00Z"));
    for (const bad of ["0-Jan-2026", "30-Feb-2026", "1-Jan-26", '"1-Jan-2026', "1 Jan 2026"])
      assert.throws(() => read(bad, parseDate), ImapSyntaxError, bad);
  });
  it("writes in Vietnam's zone", () => {
    assert.equal(formatDateTime(Date.parse("2026-01-04T18:00:05Z")), '" 5-Jan-2026 01:00:05 +0700"');
    assert.equal(dayOf(Date.parse("2026-01-04T18:00:05Z")), Date.parse("2026-01-05T00:00:00Z"));
    assert.equal(dayOf(Date.parse("1969-12-31T16:00:00Z")), Date.parse("1969-12-31T00:00:00Z"));
  });
  it("reads what it writes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (seconds) => {
        assert.equal(read(formatDateTime(seconds * 1000), parseDateTime), seconds * 1000);
      }),
    );
  });
});
