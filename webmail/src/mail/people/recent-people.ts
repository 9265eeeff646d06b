import { fold } from "@congthu/shared/fold";
import type { EmailAddress } from "@congthu/shared/jmap/mail";
import { sameAddress } from "../people.ts";

/** Somebody written to from this machine: how often, and when last (epoch milliseconds). */
export type RecentPerson = { name: string | null; email: string; count: number; at: number };

const KEY = "mail.recent";
const MOST = 150;
/** A letter to more people than this says nothing about whom one writes to. */
const PERSONAL = 12;

type Shelf = Pick<Storage, "getItem" | "setItem">;

/** Those written to, the likeliest first: often and lately. */
export function recentPeople(shelf: Shelf = localStorage): RecentPerson[] {
  try {
    const list: unknown = JSON.parse(shelf.getItem(KEY) ?? "[]");
    return Array.isArray(list) ? (list as RecentPerson[]) : [];
  } catch {
    return [];
  }
}

/** Remembers to whom a letter went. */
export function rememberPeople(people: readonly EmailAddress[], nowMs: number, shelf: Shelf = localStorage): void {
  if (people.length > PERSONAL) return;
  const before = recentPeople(shelf);
  const now = people.map(({ name, email }): RecentPerson => {
    const known = before.find((one) => sameAddress(one, { email }));
    return { name: name || known?.name || null, email, count: (known?.count ?? 0) + 1, at: nowMs };
  });
  const others = before.filter((one) => !now.some((n) => sameAddress(n, one)));
  const all = [...now, ...others].sort((a, b) => weight(b, nowMs) - weight(a, nowMs)).slice(0, MOST);
  try {
    shelf.setItem(KEY, JSON.stringify(all));
  } catch {
    // A full storage costs the memory, nothing else.
  }
}

/** Those whose name or address has words that begin as typed, marks or not; all when nothing is typed. */
export function recentMatches(people: readonly RecentPerson[], typed: string, most: number): RecentPerson[] {
  const words = fold(typed).split(" ").filter(Boolean);
  const fits = ({ name, email }: RecentPerson) => {
    const own = fold(`${name ?? ""} ${email}`).split(/[\s.@]+/);
    return words.every((word) => own.some((w) => w.startsWith(word)));
  };
  return people.filter(fits).slice(0, most);
}

/** Each fortnight without a letter halves what was. */
function weight({ count, at }: RecentPerson, nowMs: number): number {
  return count * 2 ** ((at - nowMs) / (14 * 86_400_000));
}
