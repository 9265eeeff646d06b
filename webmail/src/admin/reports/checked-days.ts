import type { BoxChecks } from "@congthu/shared/api/reports";

export type CheckedDay = { day: string; working: boolean; morning: number; afternoon: number; clerks: string[] };
type Look = BoxChecks["boxes"][number]["looks"][number];

/** Each working day of a period, and each other day on which somebody looked, the latest first, with what was opened and by whom. */
export function checkedDays(looks: readonly Look[], workingDays: readonly string[]): CheckedDay[] {
  const working = new Set(workingDays);
  const byDay = Map.groupBy(looks, (look) => look.day);
  const days = [...new Set([...workingDays, ...byDay.keys()])].sort().reverse();
  return days.map((day) => {
    const own = byDay.get(day) ?? [];
    return {
      day,
      working: working.has(day),
      morning: own.reduce((n, look) => n + look.morning, 0),
      afternoon: own.reduce((n, look) => n + look.afternoon, 0),
      clerks: [...new Set(own.map((look) => look.clerk))],
    };
  });
}
