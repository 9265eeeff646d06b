import { addDays, daysBetween } from "./dates.ts";
import { type CalendarDay, STATE_DAYS } from "./state-calendar.ts";

/** Days on which officials work or not against the rule of the week. Days are local, "yyyy-mm-dd". */
export type WorkCalendar = { daysOff: ReadonlySet<string>; workedWeekends: ReadonlySet<string> };

/** The calendar that a list of days makes. */
export function calendarOf(days: readonly CalendarDay[]): WorkCalendar {
  const worked = days.filter((d) => d.kind === "worked");
  return {
    daysOff: new Set(days.filter((d) => d.kind !== "worked").map((d) => d.day)),
    workedWeekends: new Set(worked.map((d) => d.day)),
  };
}

/** What the Government announced for 2024–2026. */
export const STATE_CALENDAR: WorkCalendar = calendarOf(STATE_DAYS);

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

/** The day by which something asked for on `day` is to be done within `n` working days: the day of asking does not count. */
export function addWorkingDays(day: string, n: number, calendar: WorkCalendar = STATE_CALENDAR): string {
  let on = day;
  for (let left = n; left > 0; ) {
    on = addDays(on, 1);
    if (isWorkingDay(on, calendar)) left--;
  }
  return on;
}
