import assert from "node:assert/strict";
import { formatTime } from "@congthu/shared/dates";
import { daysAhead, instantOf, suggestedHours } from "./schedule.ts";

/** An instant by the clock of Vietnam. */
const at = (text: string) => Date.parse(`${text}:00+07:00`);

describe("hours to send at", () => {
  const read: [string, string, string | null][] = [
    ["2026-11-23", "08:00", "23/11/2026 08:00"],
    ["2026-11-23", "8:05", "23/11/2026 08:05"],
    ["2026-11-23", "14h30", "23/11/2026 14:30"],
    ["2026-11-22", "09:30", null],
    ["2026-11-22", "10:01", null],
    ["2026-11-22", "10:02", "22/11/2026 10:02"],
    ["2026-11-23", "25:00", null],
    ["2026-11-23", "sáng mai", null],
    ["2027-01-20", "08:00", "20/01/2027 08:00"],
    ["2027-01-21", "08:00", null],
  ];
  for (const [day, time, expected] of read)
    it(`${day} ${time}`, () => {
      const instant = instantOf({ day, time }, at("2026-11-22T10:00"));
      assert.equal(instant === null ? null : formatTime(instant), expected);
    });

  const suggested: [string, string, string[]][] = [
    ["Monday morning", "2026-11-23T08:00", ["afternoon 23/11 13:30", "tomorrow 24/11 07:30", "monday 30/11 07:30"]],
    ["Monday evening", "2026-11-23T19:00", ["tomorrow 24/11 07:30", "monday 30/11 07:30"]],
    ["Friday evening", "2026-11-27T19:00", ["monday 30/11 07:30"]],
    ["Sunday: tomorrow is Monday", "2026-11-22T10:00", ["tomorrow 23/11 07:30"]],
  ];
  for (const [name, now, expected] of suggested)
    it(name, () => {
      const shown = suggestedHours(at(now)).map((s) => {
        const [day, time] = formatTime(s.at).split(" ");
        return `${s.name} ${day?.slice(0, 5)} ${time}`;
      });
      assert.deepEqual(shown, expected);
    });

  it("names the days from today", () => {
    const days = daysAhead(at("2026-11-22T23:30"));
    assert.equal(days[0], "2026-11-22");
    assert.equal(days.length, 60);
  });
});
