import { addDays } from "@congthu/shared/dates";

export const PERIOD_KINDS = ["month", "quarter", "half", "year", "reportYear", "custom"] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];
/** Local days, both included. */
export type Period = { from: string; to: string };

const MONTHS: Record<Exclude<PeriodKind, "reportYear" | "custom">, number> = {
  month: 1,
  quarter: 3,
  half: 6,
  year: 12,
};

/** The period of a kind in which a day lies. Nghệ An 99/2025 reports to 10/12; the year that follows begins the day after. */
export function periodAround(kind: Exclude<PeriodKind, "custom">, day: string): Period {
  const year = Number(day.slice(0, 4));
  if (kind === "reportYear") {
    const end = day.slice(5) <= "12-10" ? year : year + 1;
    return { from: `${end - 1}-12-11`, to: `${end}-12-10` };
  }
  const length = MONTHS[kind];
  const first = Math.floor((Number(day.slice(5, 7)) - 1) / length) * length;
  return monthsFrom(year * 12 + first, length);
}

/** The period of the same kind right before (-1) or after (1). */
export function neighbour(kind: Exclude<PeriodKind, "custom">, period: Period, step: -1 | 1): Period {
  if (kind === "reportYear") {
    const end = Number(period.to.slice(0, 4)) + step;
    return { from: `${end - 1}-12-11`, to: `${end}-12-10` };
  }
  return periodAround(kind, step === 1 ? addDays(period.to, 1) : addDays(period.from, -1));
}

/** What kind of period two days make. */
export function kindOf({ from, to }: Period): PeriodKind {
  const kinds = PERIOD_KINDS.filter((kind) => kind !== "custom");
  return (
    kinds.find((kind) => {
      const period = periodAround(kind, kind === "reportYear" ? to : from);
      return period.from === from && period.to === to;
    }) ?? "custom"
  );
}

/** Whether the server will take it: in order, begun, not longer than two years. */
export function isAskable({ from, to }: Period, today: string): boolean {
  const real = [from, to].every((day) => /^\d{4}-\d\d-\d\d$/.test(day));
  return real && from <= to && from <= today && to <= addDays(from, 790);
}

/** The period an address asks for: two days, or a kind around today (`period=quarter`); this month otherwise. */
export function periodFromQuery(query: Readonly<Record<string, string>>, today: string): Period {
  const named = { from: query.from ?? "", to: query.to ?? "" };
  if (isAskable(named, today)) return named;
  const kind = PERIOD_KINDS.find((k) => k === query.period) ?? "month";
  return periodAround(kind === "custom" ? "month" : kind, today);
}

function monthsFrom(first: number, count: number): Period {
  const day = (n: number) => `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, "0")}-01`;
  return { from: day(first), to: addDays(day(first + count), -1) };
}
