import { localDay } from "@congthu/shared/dates";
import type { Letter } from "./letter.ts";
import { momentOn } from "./moments.ts";
import type { DemoPerson, Province } from "./province.ts";
import { createRandom, type Random } from "./random.ts";
import type { Reading } from "./reading.ts";

/** What a person did, beside the letters that are kept: usage facts of one kind, by one channel. */
export type Act = {
  personKey: string;
  at: number;
  kind: "signedIn" | "opened" | "sent" | "replied";
  channel: "web" | "imap";
};

/** On which share of working days a person acts, lowest and highest. */
const PRESENCE: Record<Exclude<DemoPerson["habit"], "rare" | "never">, readonly [number, number]> = {
  daily: [0.82, 0.97],
  regular: [0.62, 0.8],
};
/** Letters opened and sent a day and person, beside those that are kept; Yên Bái's 4,129 accounts sent 88,350 in a year. */
const OPENED_A_DAY = 0.5;
const SENT_A_DAY = 0.15;

/**
 * A quarter of activity, as each person's habit has it: sign-ins, letters opened and sent since deleted, on working days with their
 * morning peak. Whoever writes or opens one of the kept letters has signed in that day. Nobody acts who never uses the mailbox.
 */
export function actInQuarter(
  province: Province,
  days: readonly string[],
  kept: { letters: readonly Letter[]; readings: readonly Reading[] },
): Act[] {
  const busy = busyDays(kept.letters, kept.readings);
  return province.people.flatMap((p) => {
    const random = createRandom(`congthu/${province.size}/${province.seed}/activity/${p.key}`);
    const first = busy.get(p.key) ?? new Map<string, number>();
    const present = new Set([...first.keys(), ...daysPresent(random, p, days)]);
    const channel = random.chance(0.24) ? "imap" : "web";
    return [...present].sort().flatMap((day) => actsOf(random, { personKey: p.key, channel }, day, first.get(day)));
  });
}

/** For each person the days of own letters and readings, with the earliest moment of each. */
function busyDays(letters: readonly Letter[], readings: readonly Reading[]): Map<string, Map<string, number>> {
  const busy = new Map<string, Map<string, number>>();
  const note = (personKey: string, at: number) => {
    const days = busy.get(personKey) ?? new Map<string, number>();
    const day = localDay(at);
    days.set(day, Math.min(at, days.get(day) ?? at));
    busy.set(personKey, days);
  };
  for (const l of letters) if (l.author.kind === "person" || l.author.kind === "agency") note(l.author.personKey, l.at);
  for (const r of readings) note(r.personKey, r.at);
  return busy;
}

function daysPresent(random: Random, p: DemoPerson, days: readonly string[]): string[] {
  if (p.locked || p.habit === "never") return [];
  if (p.habit === "rare") return random.sample(days, random.int(1, 5));
  const [low, high] = PRESENCE[p.habit];
  const presence = low + random.next() * (high - low);
  return days.filter(() => random.chance(presence));
}

function actsOf(
  random: Random,
  who: Pick<Act, "personKey" | "channel">,
  day: string,
  firstAct: number | undefined,
): Act[] {
  const signIn = Math.min(momentOn(random, day), (firstAct ?? Number.POSITIVE_INFINITY) - random.int(20, 600) * 1000);
  const acts: Act[] = [{ ...who, at: signIn, kind: "signedIn" }];
  const after = () => signIn + random.int(30, 5400) * 1000;
  // That a mail program signs in says nothing of its owner, so there a day of use has a letter opened.
  if (who.channel === "imap" || random.chance(OPENED_A_DAY)) acts.push({ ...who, at: after(), kind: "opened" });
  if (random.chance(SENT_A_DAY)) {
    const at = after();
    acts.push({ ...who, at, kind: "sent" });
    // A reply is a letter sent as well.
    if (random.chance(0.4)) acts.push({ ...who, at, kind: "replied" });
  }
  return acts;
}
