import assert from "node:assert/strict";
import { fullDate, shortDate } from "./dates.ts";
import { formatCount, formatSize } from "./numbers.ts";

describe("dates and numbers", () => {
  const now = Date.parse("2026-11-23T02:00:00Z");
  const cases: [string, string][] = [
    ["2026-11-23T00:05:00Z", "07:05"],
    ["2026-11-22T17:05:00Z", "00:05"],
    ["2026-11-22T16:59:00Z", "22/11"],
    ["2026-01-05T03:00:00Z", "05/01"],
    ["2025-12-31T03:00:00Z", "31/12/2025"],
    ["nonsense", ""],
  ];
  for (const [iso, text] of cases) it(`${iso} is "${text}" in a list`, () => assert.equal(shortDate(iso, now), text));

  it("writes the full date with its weekday, in Vietnam", () => {
    assert.equal(fullDate("2026-11-22T17:05:00Z"), "Thứ Hai, 23/11/2026 00:05");
  });

  const sizes: [number, string][] = [
    [0, "0 B"],
    [812, "812 B"],
    [48_213, "47 KB"],
    [3_355_443, "3,2 MB"],
    [31_457_280, "30 MB"],
  ];
  for (const [octets, text] of sizes) it(`${octets} octets are ${text}`, () => assert.equal(formatSize(octets), text));

  it("groups thousands by dots", () => assert.equal(formatCount(182_833), "182.833"));
});
