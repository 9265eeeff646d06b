import assert from "node:assert/strict";
import { STATE_DAYS } from "./state-calendar.ts";
import { addWorkingDays, isWorkingDay, workingDaysBetween } from "./working-days.ts";

describe("working days", () => {
  const cases: [string, boolean, string][] = [
    ["2026-11-20", true, "a Friday"],
    ["2026-11-21", false, "a Saturday"],
    ["2026-11-22", false, "a Sunday"],
    ["2026-02-17", false, "Tết"],
    ["2026-02-23", true, "back after Tết"],
    ["2026-04-27", false, "compensated for Giỗ Tổ on a Sunday"],
    ["2026-08-31", false, "swapped"],
    ["2026-08-22", true, "the Saturday worked for it"],
    ["2026-01-10", true, "the Saturday worked for 02/01"],
    ["2024-02-14", false, "compensated after Tết 2024"],
    ["2024-02-15", true, "back after Tết 2024"],
    ["2024-04-29", false, "swapped"],
    ["2024-05-04", true, "the Saturday worked for it"],
    ["2024-09-03", false, "the second day of the National Day"],
    ["2025-05-02", false, "swapped"],
    ["2025-04-26", true, "the Saturday worked for it"],
  ];
  for (const [day, works, why] of cases)
    it(`${day} is ${works ? "worked" : "off"}: ${why}`, () => {
      assert.equal(isWorkingDay(day), works);
    });

  it("has as many working days in a year as its calendar leaves", () => {
    // 262, 261 and 261 weekdays; 12, 12 and 13 of them off; 1, 1 and 2 Saturdays worked.
    const counts = ["2024", "2025", "2026"].map((y) => workingDaysBetween(`${y}-01-01`, `${y}-12-31`).length);
    assert.deepEqual(counts, [251, 250, 250]);
  });

  it("names every day once, off days on weekdays and worked days on Saturdays", () => {
    const days = STATE_DAYS.map((d) => d.day);
    assert.equal(new Set(days).size, days.length);
    for (const { day, kind } of STATE_DAYS) {
      const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
      assert.ok(kind === "worked" ? weekday === 6 : weekday >= 1 && weekday <= 5, `${day} ${kind}`);
    }
  });

  it("counts the first week of September 2026", () => {
    assert.deepEqual(workingDaysBetween("2026-08-31", "2026-09-06"), ["2026-09-03", "2026-09-04"]);
  });

  it("follows the calendar it is given", () => {
    const calendar = { daysOff: new Set(["2026-11-24"]), workedWeekends: new Set(["2026-11-28"]) };
    assert.deepEqual(workingDaysBetween("2026-11-23", "2026-11-29", calendar), [
      "2026-11-23",
      "2026-11-25",
      "2026-11-26",
      "2026-11-27",
      "2026-11-28",
    ]);
  });

  it("counts days to answer in from the day after, over weekends and holidays", () => {
    assert.equal(addWorkingDays("2026-03-02", 3), "2026-03-05");
    assert.equal(addWorkingDays("2026-03-06", 2), "2026-03-10");
    assert.equal(addWorkingDays("2026-02-13", 3), "2026-02-25");
    assert.equal(addWorkingDays("2026-03-07", 0), "2026-03-07");
  });
});
