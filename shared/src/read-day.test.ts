import assert from "node:assert/strict";
import { readDay } from "./read-day.ts";

describe("a typed day", () => {
  const cases: [string, string | null][] = [
    ["05/01/2026", "2026-01-05"],
    ["5/1/2026", "2026-01-05"],
    ["5-1-2026", "2026-01-05"],
    ["31.12.2025", "2025-12-31"],
    ["2026-02-28", "2026-02-28"],
    ["30/02/2026", null],
    ["13/13/2026", null],
    ["mai", null],
    ["", null],
  ];
  for (const [text, day] of cases) it(`"${text}" is ${day}`, () => assert.equal(readDay(text), day));
});
