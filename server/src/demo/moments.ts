import { addDays, startOfLocalDay } from "@congthu/shared/dates";
import { workingDaysBetween } from "@congthu/shared/working-days";
import type { Random } from "./random.ts";

/** A quarter behind the demo: its working days up to the day before `today` (a local day), in order. */
export function quarterBefore(today: string): string[] {
  return workingDaysBetween(addDays(today, -91), addDays(today, -1));
}

const MINUTE_MS = 60_000;

/** A moment of a working day: most mail is written from half past seven to ten, some after lunch, little in the evening. */
export function momentOn(random: Random, day: string): number {
  const [from, to] = random.weighted([
    [[7 * 60 + 20, 8 * 60 + 30], 34],
    [[8 * 60 + 30, 10 * 60], 26],
    [[10 * 60, 11 * 60 + 30], 12],
    [[13 * 60 + 15, 14 * 60 + 30], 15],
    [[14 * 60 + 30, 17 * 60], 11],
    [[19 * 60, 21 * 60 + 30], 2],
  ] as const);
  return startOfLocalDay(day) + random.int(from * 60, to * 60) * 1000;
}

/** A moment some time after another: within the same hour, later that day or on one of the next working days; never past the last one. */
export function momentAfter(random: Random, at: number, days: readonly string[]): number {
  const soon = at + random.int(4, 90) * MINUTE_MS;
  const end = startOfLocalDay(addDays(days.at(-1) ?? "", 1)) - MINUTE_MS;
  if (random.chance(0.6)) return Math.min(soon, end);
  const later = days.filter((day) => startOfLocalDay(day) > at).slice(0, 3);
  return later.length > 0 ? momentOn(random, random.pick(later)) : Math.min(soon, end);
}
