import { daysBetween } from "./dates.ts";

/** Days on which officials work or not against the rule of the week. Days are local, "yyyy-mm-dd". */
export type WorkCalendar = { daysOff: ReadonlySet<string>; workedWeekends: ReadonlySet<string> };

/**
 * Public holidays, compensated days and swapped days of state agencies. Facts as announced, never computed: Tết follows the moon as seen
 * at UTC+7, and the Government swaps days. 2025: Ministry of Home Affairs notices of 2024; 2026: TB 9441/TB-BNV (16/10/2025) and
 * 12729/VPCP-KGVX (25/12/2025). Labour Code art. 112.
 */
export const STATE_CALENDAR: WorkCalendar = {
  daysOff: new Set([
    ...[
      "2025-01-01",
      ...daysBetween("2025-01-27", "2025-01-31"),
      "2025-04-07",
      "2025-04-30",
      "2025-05-01",
      "2025-05-02",
    ],
    ...["2025-09-01", "2025-09-02"],
    ...[
      "2026-01-01",
      "2026-01-02",
      ...daysBetween("2026-02-16", "2026-02-20"),
      "2026-04-27",
      "2026-04-30",
      "2026-05-01",
    ],
    ...["2026-08-31", "2026-09-01", "2026-09-02"],
  ]),
  workedWeekends: new Set(["2025-04-26", "2026-01-10", "2026-08-22"]),
};

/** Whether officials work on a local day: Monday to Friday, but for the calendar's exceptions. */
export function isWorkingDay(day: string, calendar: WorkCalendar = STATE_CALENDAR): boolean {
  if (calendar.workedWeekends.has(day)) return true;
  if (calendar.daysOff.has(day)) return false;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday >= 1 && weekday <= 5;
}

/** The working days from `from` to `to`, both included, in order. */
export function workingDaysBetween(from: string, to: string, calendar: WorkCalendar = STATE_CALENDAR): string[] {
  return daysBetween(from, to).filter((day) => isWorkingDay(day, calendar));
}
