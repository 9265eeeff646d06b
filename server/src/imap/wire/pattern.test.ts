import assert from "node:assert/strict";
import fc from "fast-check";
import { fitsPattern } from "./pattern.ts";

describe("LIST patterns", () => {
  const cases: [string, string, boolean][] = [
    ["*", "a/b", true],
    ["%", "a", true],
    ["%", "a/b", false],
    ["%/b", "a/b", true],
    ["a/%", "a", false],
    ["a/%", "a/b/c", false],
    ["a/*", "a/b/c", true],
    ["inbox", "INBOX", true],
    ["InBox/%", "INBOX/x", true],
    ["inboxes", "INBOX", false],
    ["i%", "INBOX", false],
    ["I%", "INBOX", true],
    ["", "", true],
    ["a*b%c", "a/x/b/c", false],
    ["a*b%c", "axb/bc", true],
    ["%b%", "a/b", false],
    ["*%", "a/b/c", true],
    ["Thư*", "Thư đã gửi", true],
  ];
  for (const [pattern, name, fits] of cases)
    it(`${pattern} ${fits ? "fits" : "does not fit"} ${name}`, () => {
      assert.equal(fitsPattern(pattern, name), fits);
    });

  it("says what a regular expression says", () => {
    const text = fc.string({ unit: fc.constantFrom(..."ab/"), maxLength: 10 });
    const pattern = fc.string({ unit: fc.constantFrom(..."ab/*%"), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (p, name) => {
        const source = p.replaceAll("*", ".*").replaceAll("%", "[^/]*");
        assert.equal(fitsPattern(p, name), new RegExp(`^${source}$`).test(name));
      }),
      { numRuns: 20_000 },
    );
  });

  it("is quick on hostile patterns", () => {
    const started = performance.now();
    assert.equal(fitsPattern(`${"*a%a".repeat(200)}b`, "a".repeat(1000)), false);
    assert.ok(performance.now() - started < 500);
  });
});
