import assert from "node:assert/strict";
import { isWorkingDay, workingDaysBetween } from "./working-days.ts";

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
    ["2025-05-02", false, "swapped"],
    ["2025-04-26", true, "the Saturday worked for it"],
  ];
  for (const [day, works, why] of cases)
    it(`${day} is ${works ? "worked" : "off"}: ${why}`, () => {
      assert.equal(isWorkingDay(day), works);
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
});
