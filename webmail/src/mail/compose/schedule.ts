import { addDays, localDay, startOfLocalDay } from "@congthu/shared/dates";

/** A minute by the clock of Vietnam: day as "yyyy-mm-dd", time as "HH:mm". */
export type Moment = { day: string; time: string };
export type SuggestedHour = { name: "afternoon" | "tomorrow" | "monday"; at: number };

/** Offices open at 7:30 and again at 13:30. */
const MORNING = "07:30";
const AFTERNOON = "13:30";
/** A letter is not scheduled for a moment that has passed by the time it reaches the server. Milliseconds. */
const SOONEST_MS = 2 * 60_000;
/** Within what the server holds (its `maxDelayedSend` is 60 days). */
const FURTHEST_DAYS = 59;

/** The instant of a moment, epoch milliseconds; null when it is no time, has passed, or lies too far ahead. */
export function instantOf({ day, time }: Moment, nowMs: number): number | null {
  const match = /^([01]?\d|2[0-3])[:.hg]([0-5]\d)$/.exec(time.trim());
  const midnight = startOfLocalDay(day);
  if (!match || Number.isNaN(midnight)) return null;
  const at = midnight + (Number(match[1]) * 60 + Number(match[2])) * 60_000;
  if (at < nowMs + SOONEST_MS || day > addDays(localDay(nowMs), FURTHEST_DAYS)) return null;
  return at;
}

/** The hours that officials ask for most: this afternoon, tomorrow morning, Monday morning; those that still lie ahead, each day once. */
export function suggestedHours(nowMs: number): SuggestedHour[] {
  const today = localDay(nowMs);
  const tomorrow = addDays(today, 1);
  const monday = addDays(today, (8 - weekday(today)) % 7 || 7);
  const wanted: [SuggestedHour["name"], Moment, boolean][] = [
    ["afternoon", { day: today, time: AFTERNOON }, isWorkday(today)],
    ["tomorrow", { day: tomorrow, time: MORNING }, isWorkday(tomorrow)],
    ["monday", { day: monday, time: MORNING }, monday !== tomorrow || !isWorkday(tomorrow)],
  ];
  return wanted.flatMap(([name, moment, fits]) => {
    const at = fits ? instantOf(moment, nowMs) : null;
    return at === null ? [] : [{ name, at }];
  });
}

/** The days a letter can be scheduled for, from today on. */
export function daysAhead(nowMs: number): string[] {
  return Array.from({ length: FURTHEST_DAYS + 1 }, (_, n) => addDays(localDay(nowMs), n));
}

/** 0 for Sunday. */
function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

function isWorkday(day: string): boolean {
  return weekday(day) >= 1 && weekday(day) <= 5;
}
