import { dayNumber, dayOfNumber, firstOfMonth, monthAndDay } from "@congthu/shared/dates";
import { QUALIFYING_ACTS, type UsageDefinition } from "@congthu/shared/usage-definition";
import { isWorkingDay, type WorkCalendar } from "@congthu/shared/working-days";
import { countBits, daysWithin } from "./day-bits.ts";

/** Days of one month, as bits. */
export type MonthMask = { month: number; mask: number };

/** A period, made ready to weigh many persons by one definition. Days are numbers, both ends included. */
export type PeriodPlan = {
  from: number;
  to: number;
  definition: UsageDefinition;
  /** Which kinds of acts count, as indexes into QUALIFYING_ACTS. */
  kinds: readonly number[];
  /** The months it touches: its days in each, and the working days among them. */
  months: readonly { month: number; within: number; working: number }[];
  workingDays: number;
  /** The working days of each week (Monday to Sunday) in the period. */
  weeks: readonly (readonly MonthMask[])[];
};

/** Lays out the days from `from` to `to` (local, both included). */
export function planPeriod(from: string, to: string, definition: UsageDefinition, calendar: WorkCalendar): PeriodPlan {
  const [first, last] = [dayNumber(from), dayNumber(to)];
  const months: { month: number; within: number; working: number }[] = [];
  for (let month = monthAndDay(first).month; month <= monthAndDay(last).month; month++) {
    const within = daysWithin(month, first, last);
    let working = 0;
    for (let i = 0; i < 31; i++)
      if (within & (1 << i) && isWorkingDay(dayOfNumber(firstOfMonth(month) + i), calendar)) working |= 1 << i;
    months.push({ month, within, working });
  }
  return {
    from: first,
    to: last,
    definition,
    kinds: definition.acts.map((act) => QUALIFYING_ACTS.indexOf(act)),
    months,
    workingDays: months.reduce((n, m) => n + countBits(m.working), 0),
    weeks: weeksOf(months, first, last),
  };
}

/** Weeks run from Monday; day number 4 (5 January 1970) was one. */
function weeksOf(months: PeriodPlan["months"], first: number, last: number): MonthMask[][] {
  const weeks: MonthMask[][] = [];
  const monday = first - ((first - 4) % 7);
  for (let start = monday; start <= last; start += 7) {
    const week = months
      .map(({ month, working }) => ({ month, mask: working & daysWithin(month, start, start + 6) }))
      .filter((m) => m.mask !== 0);
    if (week.length > 0) weeks.push(week);
  }
  return weeks;
}
