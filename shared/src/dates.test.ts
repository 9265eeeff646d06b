import assert from "node:assert/strict";
import {
  addDays,
  addMonths,
  daysBetween,
  formatDay,
  formatLongDay,
  formatTime,
  localDay,
  startOfLocalDay,
} from "./dates.ts";

describe("dates", () => {
  it("knows the local day", () => {
    assert.equal(localDay(Date.parse("2026-02-16T16:59:59Z")), "2026-02-16");
    assert.equal(localDay(Date.parse("2026-02-16T17:00:00Z")), "2026-02-17");
    assert.equal(startOfLocalDay("2026-02-17"), Date.parse("2026-02-16T17:00:00Z"));
  });
  it("counts days over months and years", () => {
    assert.equal(addDays("2026-02-28", 1), "2026-03-01");
    assert.equal(addDays("2026-01-01", -1), "2025-12-31");
    assert.deepEqual(daysBetween("2025-12-31", "2026-01-02"), ["2025-12-31", "2026-01-01", "2026-01-02"]);
  });
  it("writes dates the Vietnamese way", () => {
    assert.equal(formatDay("2026-02-03"), "03/02/2026");
    assert.equal(formatTime(Date.parse("2026-02-03T01:05:00Z")), "03/02/2026 08:05");
    assert.equal(formatLongDay("2020-01-05"), "ngày 05 tháng 01 năm 2020");
    assert.equal(formatLongDay("2026-06-29"), "ngày 29 tháng 6 năm 2026");
  });
  it("counts months, the last day for a shorter one", () => {
    assert.equal(addMonths("2026-11-30", 3), "2027-02-28");
    assert.equal(addMonths("2026-01-31", 1), "2026-02-28");
    assert.equal(addMonths("2026-03-15", 12), "2027-03-15");
  });
});
