import type { UsageReport, UsageRow } from "@congthu/shared/api/reports";

/** So many are shown at each end of the ranking. */
const ENDS = 5;

/** How many agencies are in each band, the best first; at the end those without a percentage, when there are any. */
export function bandCounts(
  report: UsageReport,
): { band: UsageReport["grading"]["bands"][number] | null; agencies: number }[] {
  const { bands } = report.grading;
  const counted = bands
    .map((band, i) => ({ band, agencies: report.rows.filter((row) => row.band === i).length }))
    .toSorted((a, b) => b.band.from - a.band.from);
  const none = report.rows.filter((row) => row.band === null).length;
  return none > 0 ? [...counted, { band: null, agencies: none }] : counted;
}

/** The first and the last of the ranking, never the same agency in both. */
export function extremes(rows: readonly UsageRow[]): { best: UsageRow[]; last: UsageRow[] } {
  const ranked = rows.filter((row) => row.place !== null).toSorted((a, b) => (a.place ?? 0) - (b.place ?? 0));
  const n = Math.min(ENDS, Math.floor(ranked.length / 2));
  return { best: ranked.slice(0, n), last: n === 0 ? [] : ranked.slice(-n).reverse() };
}

export type Week = { monday: string; days: (DayCell | null)[] };
export type DayCell = { day: string; working: boolean; users: number; level: 0 | 1 | 2 | 3 | 4 };

/** The days of a period as weeks from Monday to Sunday, each with how many of all mailboxes were used: 0 none, 4 more than three quarters. */
export function weeksOf(days: readonly { day: string; working: boolean; users: number }[], mailboxes: number): Week[] {
  const most = Math.max(1, mailboxes);
  const weeks = new Map<string, Week>();
  for (const d of days) {
    const at = new Date(`${d.day}T00:00:00Z`);
    const weekday = (at.getUTCDay() + 6) % 7;
    const monday = new Date(at.getTime() - weekday * 86_400_000).toISOString().slice(0, 10);
    const week = weeks.get(monday) ?? { monday, days: Array.from({ length: 7 }, () => null) };
    const level = d.users === 0 ? 0 : (Math.min(4, Math.ceil((4 * d.users) / most)) as DayCell["level"]);
    week.days[weekday] = { day: d.day, working: d.working, users: d.users, level };
    weeks.set(monday, week);
  }
  return [...weeks.values()];
}
