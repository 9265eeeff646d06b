import { addDays, startOfLocalDay } from "@congthu/shared/dates";
import type { Letter } from "./letter.ts";
import { momentOn } from "./moments.ts";
import type { DemoPerson, Province } from "./province.ts";
import { createRandom, type Random } from "./random.ts";

/** What one receiver did with a letter: who opened it and when, and whether it was starred; unopened ones are absent. */
export type Reading = { messageId: string; mailbox: string; personKey: string; at: number; flagged: boolean };

/** How likely a person of each habit opens a letter at all. */
const OPENS: Record<DemoPerson["habit"], number> = { daily: 0.94, regular: 0.78, rare: 0.22, never: 0 };

/**
 * Who opened which letter in the quarter. Clerks open the shared mailbox of their agency; junk stays shut; letters of the last two
 * working days are often still unread.
 */
export function readLetters(province: Province, letters: readonly Letter[], days: readonly string[]): Reading[] {
  const people = new Map(province.people.map((p) => [p.address, p]));
  const groups = new Map(province.groups.map((g) => [g.address, g.members]));
  const clerks = new Map(
    province.agencies.map((a) => [
      a.address,
      province.people.find((p) => p.agencyKey === a.key && p.clerk && !p.locked),
    ]),
  );
  const fresh = startOfLocalDay(days.at(-2) ?? "");
  const random = createRandom(`congthu/${province.size}/${province.seed}/reading`);
  return letters.flatMap((letter) => {
    if (letter.folder === "junk") return [];
    const own = random.fork(letter.messageId);
    const mailboxes = [...letter.to, ...letter.cc].flatMap((r) => groups.get(r.address) ?? [r.address]);
    return mailboxes.flatMap((mailbox): Reading[] => {
      const person = people.get(mailbox) ?? clerks.get(mailbox);
      if (!person || person.locked) return [];
      const likely = OPENS[person.habit] * (letter.at >= fresh ? 0.45 : 1);
      if (!own.chance(likely)) return [];
      const at = openedAt(own, letter.at, days);
      return at === null
        ? []
        : [{ messageId: letter.messageId, mailbox, personKey: person.key, at, flagged: own.chance(0.06) }];
    });
  });
}

/** Soon, later the same day, or a working day or two on; null when that would be after the quarter. */
function openedAt(random: Random, at: number, days: readonly string[]): number | null {
  const end = startOfLocalDay(addDays(days.at(-1) ?? "", 1));
  const soon = at + Math.round(random.next() ** 2 * 5 * 3_600_000) + 60_000;
  // Nobody reads at night: what came late waits for the next morning.
  const hour = new Date(soon + 7 * 3_600_000).getUTCHours();
  if (hour >= 7 && hour < 21 && random.chance(0.8)) return soon < end ? soon : null;
  const next = days.filter((day) => startOfLocalDay(day) > at).slice(0, 2);
  return next.length > 0 ? momentOn(random, random.pick(next)) : null;
}
