import { addDays, localDay, startOfLocalDay } from "@congthu/shared/dates";

const HOUR_MS = 3_600_000;
const MORNING = 8;
const AFTERNOON = 14;

/** Moments to which a letter is put off, those still to come. Epoch milliseconds. */
export function laterTimes(nowMs: number): { when: "afternoon" | "tomorrow" | "monday" | "week"; at: number }[] {
  const today = localDay(nowMs);
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  const morning = (day: string) => startOfLocalDay(day) + MORNING * HOUR_MS;
  const times = [
    { when: "afternoon" as const, at: startOfLocalDay(today) + AFTERNOON * HOUR_MS },
    { when: "tomorrow" as const, at: morning(addDays(today, 1)) },
    { when: "monday" as const, at: morning(addDays(today, 7 - weekday)) },
    { when: "week" as const, at: morning(addDays(today, 7)) },
  ];
  return times.filter(({ at }, i) => at > nowMs && times.findIndex((other) => other.at === at) === i);
}

/** So many days from now, in the morning. Epoch milliseconds. */
export function inDays(nowMs: number, days: number): number {
  return startOfLocalDay(addDays(localDay(nowMs), days)) + MORNING * HOUR_MS;
}

/** A moment as JMAP has it (RFC 8620 §1.4). */
export function utcDate(ms: number): string {
  return new Date(ms).toISOString().replace(".000Z", "Z");
}
