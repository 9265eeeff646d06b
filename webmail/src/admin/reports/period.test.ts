import assert from "node:assert/strict";
import { isAskable, kindOf, neighbour, type Period, type PeriodKind, periodAround, periodFromQuery } from "./period.ts";

describe("periods", () => {
  const around: [Exclude<PeriodKind, "custom">, string, string, string][] = [
    ["month", "2026-02-14", "2026-02-01", "2026-02-28"],
    ["month", "2026-12-31", "2026-12-01", "2026-12-31"],
    ["quarter", "2026-05-14", "2026-04-01", "2026-06-30"],
    ["half", "2026-11-22", "2026-07-01", "2026-12-31"],
    ["year", "2026-11-22", "2026-01-01", "2026-12-31"],
    ["reportYear", "2026-11-22", "2025-12-11", "2026-12-10"],
    ["reportYear", "2026-12-10", "2025-12-11", "2026-12-10"],
    ["reportYear", "2026-12-11", "2026-12-11", "2027-12-10"],
  ];
  for (const [kind, day, from, to] of around)
    it(`the ${kind} around ${day}`, () => {
      assert.deepEqual(periodAround(kind, day), { from, to });
      assert.equal(kindOf({ from, to }), kind);
    });

  const next: [Exclude<PeriodKind, "custom">, Period, -1 | 1, string, string][] = [
    ["month", { from: "2026-01-01", to: "2026-01-31" }, -1, "2025-12-01", "2025-12-31"],
    ["quarter", { from: "2026-10-01", to: "2026-12-31" }, 1, "2027-01-01", "2027-03-31"],
    ["half", { from: "2026-01-01", to: "2026-06-30" }, -1, "2025-07-01", "2025-12-31"],
    ["reportYear", { from: "2025-12-11", to: "2026-12-10" }, -1, "2024-12-11", "2025-12-10"],
  ];
  for (const [kind, period, step, from, to] of next)
    it(`${kind} ${period.from} ${step > 0 ? "and after" : "and before"}`, () =>
      assert.deepEqual(neighbour(kind, period, step), { from, to }));

  it("anything else is custom", () => assert.equal(kindOf({ from: "2026-01-02", to: "2026-01-31" }), "custom"));

  const asked: [Period, boolean][] = [
    [{ from: "2026-11-01", to: "2026-11-30" }, true],
    [{ from: "2026-11-22", to: "2026-11-22" }, true],
    [{ from: "2026-11-23", to: "2026-11-30" }, false],
    [{ from: "2026-11-10", to: "2026-11-01" }, false],
    [{ from: "2023-01-01", to: "2026-01-01" }, false],
    [{ from: "", to: "2026-01-01" }, false],
  ];
  for (const [period, ok] of asked)
    it(`${period.from}–${period.to} ${ok ? "may" : "may not"} be asked for`, () =>
      assert.equal(isAskable(period, "2026-11-22"), ok));

  const addresses: [Record<string, string>, string, string][] = [
    [{}, "2026-11-01", "2026-11-30"],
    [{ period: "quarter" }, "2026-10-01", "2026-12-31"],
    [{ period: "reportYear" }, "2025-12-11", "2026-12-10"],
    [{ period: "custom", from: "2026-11-02", to: "2026-11-09" }, "2026-11-02", "2026-11-09"],
    [{ from: "2026-11-02", to: "2026-11-09" }, "2026-11-02", "2026-11-09"],
    [{ from: "tomorrow", to: "x", period: "nonsense" }, "2026-11-01", "2026-11-30"],
  ];
  for (const [query, from, to] of addresses)
    it(`${JSON.stringify(query)} asks for ${from}–${to}`, () =>
      assert.deepEqual(periodFromQuery(query, "2026-11-22"), { from, to }));
});
