import assert from "node:assert/strict";
import { periodFromQuery, periodOf } from "./period.ts";

describe("periods of reports", () => {
  const cases: [Parameters<typeof periodOf>[0], string, string, string][] = [
    ["month", "2026-02-10", "2026-02-01", "2026-02-28"],
    ["month", "2024-02-10", "2024-02-01", "2024-02-29"],
    ["month", "2026-12-31", "2026-12-01", "2026-12-31"],
    ["lastMonth", "2026-01-05", "2025-12-01", "2025-12-31"],
    ["quarter", "2026-11-21", "2026-10-01", "2026-12-31"],
    ["half", "2026-06-30", "2026-01-01", "2026-06-30"],
    ["half", "2026-07-01", "2026-07-01", "2026-12-31"],
    ["year", "2026-11-21", "2026-01-01", "2026-12-31"],
    ["reportYear", "2026-11-21", "2025-12-11", "2026-12-10"],
    ["reportYear", "2026-12-11", "2026-12-11", "2027-12-10"],
  ];
  for (const [name, today, from, to] of cases)
    it(`${name} on ${today}`, () => {
      assert.deepEqual(periodOf(name, today), { from, to });
    });

  it("are read from the address, and this month where it makes no sense", () => {
    const month = { name: "month", from: "2026-11-01", to: "2026-11-30" };
    assert.deepEqual(periodFromQuery("", "2026-11-21"), month);
    assert.deepEqual(periodFromQuery("?period=custom&from=2026-03-01&to=2026-02-01", "2026-11-21"), month);
    assert.deepEqual(periodFromQuery("?period=custom&from=2026-02-01&to=2026-03-01", "2026-11-21"), {
      name: "custom",
      from: "2026-02-01",
      to: "2026-03-01",
    });
  });
});
