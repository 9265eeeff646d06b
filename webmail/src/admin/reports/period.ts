import { addDays } from "@congthu/shared/dates";

export type Period = { from: string; to: string };
export const PERIODS = ["month", "lastMonth", "quarter", "half", "year", "reportYear", "custom"] as const;
export type PeriodName = (typeof PERIODS)[number];

const lastDay = (year: number, month: number) => addDays(day(month === 12 ? year + 1 : year, (month % 12) + 1, 1), -1);
const day = (year: number, month: number, d: number) =>
  `${year}-${String(month).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
const months = (year: number, first: number, n: number): Period => ({
  from: day(year, first, 1),
  to: lastDay(year, first + n - 1),
});

/** The days of a named period around `today` (local days, both ends counted). A reporting year runs from 11/12 to 10/12 (Nghệ An 99/2025). */
export function periodOf(name: Exclude<PeriodName, "custom">, today: string): Period {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  switch (name) {
    case "month":
      return months(year, month, 1);
    case "lastMonth":
      return month === 1 ? months(year - 1, 12, 1) : months(year, month - 1, 1);
    case "quarter":
      return months(year, month - ((month - 1) % 3), 3);
    case "half":
      return months(year, month <= 6 ? 1 : 7, 6);
    case "year":
      return months(year, 1, 12);
    case "reportYear":
      return today > day(year, 12, 10)
        ? { from: day(year, 12, 11), to: day(year + 1, 12, 10) }
        : { from: day(year - 1, 12, 11), to: day(year, 12, 10) };
  }
}

export type PeriodChoice = Period & { name: PeriodName };

/** The period an address names; this month when it names none, or nonsense. */
export function periodFromQuery(query: string, today: string): PeriodChoice {
  const q = new URLSearchParams(query);
  const name = PERIODS.find((p) => p === q.get("period")) ?? "month";
  if (name !== "custom") return { name, ...periodOf(name, today) };
  const [from, to] = [q.get("from") ?? "", q.get("to") ?? ""];
  const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  if (isDay(from) && isDay(to) && from <= to) return { name, from, to };
  return { name: "month", ...periodOf("month", today) };
}
