/** How long to wait before the n-th new attempt (from 0): 1 s, doubled up to 30 s, spread by a fifth so that clients do not come back all at once. Milliseconds. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const plain = Math.min(30_000, 1_000 * 2 ** Math.min(attempt, 10));
  return Math.round(plain * (0.9 + 0.2 * random()));
}
