import type { Random } from "./random.ts";

/**
 * Shares that differ from group to group, yet give together exactly the share of the whole (to the nearest person).
 * `sizes` are the people per group; a share times its size is a whole number.
 */
export function spreadShare(random: Random, sizes: readonly number[], share: number): number[] {
  const total = sizes.reduce((sum, n) => sum + n, 0);
  const counts = sizes.map(() => 0);
  for (let left = Math.round(total * share); left > 0; ) {
    const at = random.int(0, sizes.length - 1);
    // Two at a time in lucky places, so that some groups stay at nothing and some stand out.
    const step = Math.min(left, random.chance(0.4) ? 2 : 1, (sizes[at] ?? 0) - (counts[at] ?? 0));
    counts[at] = (counts[at] ?? 0) + step;
    left -= step;
  }
  return counts.map((n, i) => n / (sizes[i] || 1));
}
