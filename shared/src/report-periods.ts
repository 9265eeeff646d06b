import { addDays, formatDay } from "./dates.ts";

/** Local days, both included. */
export type ReportPeriod = { from: string; to: string };

/**
 * When reports are due, as a province sets it. `month`, `quarter`, `half` and `year` run from day `cutDay` of a month to the day before it in another: 1 for
 * the calendar's own, 15 for 15/12 → 14/12. `window` runs between two days of the year, such as 10/12 → 10/12.
 */
export type ReportSchedule = {
  /** Stays the same for ever; periods opened under it name it. */
  id: string;
  name: string;
  kind: "month" | "quarter" | "half" | "year" | "window";
  /** 1–28. */
  cutDay: number;
  /** "mm-dd", for `window`. */
  fromDay: string;
  toDay: string;
  /** Days from the end of the period until agencies must have reported; less than 0 for before the end. */
  dueDays: number;
  /** Days before they must have reported from which on they may. */
  openDays: number;
  /** Days before the due day, and after it as numbers below 0, on which those who have not reported are reminded. */
  remindDays: number[];
  /** The first period opened by itself is the one that ends on or after this day. */
  since: string;
};

const MONTHS = { month: 1, quarter: 3, half: 6, year: 12 } as const;

/** The period of a schedule that ends in the year `year`; of those with several in a year, the `n`-th, from 0. */
export function scheduledPeriod(
  s: Pick<ReportSchedule, "kind" | "cutDay" | "fromDay" | "toDay">,
  year: number,
  n = 0,
): ReportPeriod {
  if (s.kind === "window") {
    const begins = s.fromDay < s.toDay ? year : year - 1;
    return { from: `${begins}-${s.fromDay}`, to: `${year}-${s.toDay}` };
  }
  const length = MONTHS[s.kind];
  // Months counted from January of the year 0; with a cut the period begins in the month before.
  const first = year * 12 + n * length - (s.cutDay === 1 ? 0 : 1);
  return { from: dayOf(first, s.cutDay), to: addDays(dayOf(first + length, s.cutDay), -1) };
}

/** The last day on which agencies may report on a period without being late. */
export function dueDay(s: Pick<ReportSchedule, "dueDays">, period: ReportPeriod): string {
  return addDays(period.to, s.dueDays);
}

/** The periods of a schedule on which agencies may report on a day: begun to be asked for, and not so long past that another follows. */
export function openPeriod(s: ReportSchedule, today: string): ReportPeriod | undefined {
  const year = Number(today.slice(0, 4));
  const perYear = s.kind === "window" ? 1 : 12 / MONTHS[s.kind];
  const near = [year - 1, year, year + 1].flatMap((y) =>
    Array.from({ length: perYear }, (_, n) => scheduledPeriod(s, y, n)),
  );
  return near.filter((p) => p.to >= s.since && addDays(dueDay(s, p), -s.openDays) <= today).at(-1);
}

/** What a period is called on paper, in lower case: "quý I năm 2026", "tháng 3 năm 2026", or its days. */
export function periodTitle({ from, to }: ReportPeriod): string {
  const year = to.slice(0, 4);
  const days = `từ ngày ${formatDay(from)} đến ngày ${formatDay(to)}`;
  const next = addDays(to, 1);
  const wholeMonths = from.endsWith("-01") && next.endsWith("-01");
  const month = Number(from.slice(5, 7));
  const length = wholeMonths ? monthNumber(next) - monthNumber(from) : 0;
  if (length === 1) return `tháng ${month} năm ${year}`;
  if (length === 3 && month % 3 === 1) return `quý ${["I", "II", "III", "IV"][(month - 1) / 3]} năm ${year}`;
  if (length === 6 && month % 6 === 1) return `6 tháng ${month === 1 ? "đầu" : "cuối"} năm ${year}`;
  if (length === 12 && month === 1) return `năm ${year}`;
  // A year of reporting that is cut in December is called by the year it ends in.
  const almostYear =
    from.slice(5) >= "12-01" && to.slice(5) >= "12-01" && Number(year) - Number(from.slice(0, 4)) === 1;
  return almostYear ? `năm ${year} (${days})` : days;
}

function monthNumber(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
}

function dayOf(month: number, day: number): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
