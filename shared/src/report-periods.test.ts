import assert from "node:assert/strict";
import { dueDay, openPeriod, periodTitle, type ReportSchedule, scheduledPeriod } from "./report-periods.ts";

const schedule = (change: Partial<ReportSchedule>): ReportSchedule => ({
  id: "s",
  name: "Báo cáo",
  kind: "year",
  cutDay: 1,
  fromDay: "",
  toDay: "",
  dueDays: 5,
  openDays: 10,
  remindDays: [],
  since: "2026-01-01",
  ...change,
});

describe("periods of reports", () => {
  const periods: [string, Partial<ReportSchedule>, number, string, string][] = [
    ["month", { kind: "month" }, 1, "2026-02-01", "2026-02-28"],
    ["month cut on the 15th", { kind: "month", cutDay: 15 }, 0, "2025-12-15", "2026-01-14"],
    ["quarter", { kind: "quarter" }, 3, "2026-10-01", "2026-12-31"],
    ["quarter cut on the 15th", { kind: "quarter", cutDay: 15 }, 1, "2026-03-15", "2026-06-14"],
    ["half-year", { kind: "half" }, 1, "2026-07-01", "2026-12-31"],
    ["year", {}, 0, "2026-01-01", "2026-12-31"],
    ["15/12 → 14/12", { cutDay: 15 }, 0, "2025-12-15", "2026-12-14"],
    ["10/12 → 10/12", { kind: "window", fromDay: "12-10", toDay: "12-10" }, 0, "2025-12-10", "2026-12-10"],
    ["01/03 → 31/05", { kind: "window", fromDay: "03-01", toDay: "05-31" }, 0, "2026-03-01", "2026-05-31"],
  ];
  for (const [name, change, n, from, to] of periods)
    it(name, () => assert.deepEqual(scheduledPeriod(schedule(change), 2026, n), { from, to }));

  const asked: [string, Partial<ReportSchedule>, string, string | undefined][] = [
    ["nothing before the first", {}, "2026-12-20", undefined],
    ["from ten days before it is due", {}, "2026-12-26", "2026-12-31"],
    ["until the next one is asked for", {}, "2027-11-30", "2026-12-31"],
    ["each month again", { kind: "month" }, "2026-03-27", "2026-03-31"],
    ["not before the schedule began", { kind: "month", since: "2026-04-01" }, "2026-03-27", undefined],
    ["before the end, when due before it", { kind: "half", dueDays: -10 }, "2026-06-12", "2026-06-30"],
  ];
  for (const [name, change, today, to] of asked)
    it(`asks for ${name}`, () => assert.equal(openPeriod(schedule(change), today)?.to, to));

  it("is due so many days after its end", () =>
    assert.equal(dueDay(schedule({ dueDays: -1 }), { from: "2026-01-01", to: "2026-12-14" }), "2026-12-13"));

  const titles: [string, string, string][] = [
    ["2026-03-01", "2026-03-31", "tháng 3 năm 2026"],
    ["2026-07-01", "2026-09-30", "quý III năm 2026"],
    ["2026-01-01", "2026-06-30", "6 tháng đầu năm 2026"],
    ["2026-01-01", "2026-12-31", "năm 2026"],
    ["2025-12-15", "2026-12-14", "năm 2026 (từ ngày 15/12/2025 đến ngày 14/12/2026)"],
    ["2025-12-10", "2026-12-10", "năm 2026 (từ ngày 10/12/2025 đến ngày 10/12/2026)"],
    ["2026-02-01", "2026-04-30", "từ ngày 01/02/2026 đến ngày 30/04/2026"],
    ["2026-03-10", "2026-03-12", "từ ngày 10/03/2026 đến ngày 12/03/2026"],
  ];
  for (const [from, to, title] of titles) it(title, () => assert.equal(periodTitle({ from, to }), title));
});
