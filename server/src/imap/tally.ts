import type { AccountId } from "@congthu/shared/ids";

/** How many of something there are of each name; names with none are forgotten. */
export type Tally<K extends string> = { of(name: K): number; add(name: K, n: 1 | -1): void };

/** An empty tally. */
export function createTally<K extends string>(): Tally<K> {
  const counts = new Map<K, number>();
  return {
    of: (name) => counts.get(name) ?? 0,
    add(name, n) {
      const now = (counts.get(name) ?? 0) + n;
      if (now > 0) counts.set(name, now);
      else counts.delete(name);
    },
  };
}

const tallies = new WeakMap<object, Tally<AccountId>>();

/** Connections of each account of an installation, which its listeners count together. */
export function accountTally(app: object): Tally<AccountId> {
  const tally = tallies.get(app) ?? createTally<AccountId>();
  tallies.set(app, tally);
  return tally;
}
