/**
 * Says for each key whether one more is allowed: at most `most` in each stretch of `perMs`. What is kept is forgotten with the stretch, so
 * many keys cost memory for one stretch only.
 */
export function createRateWindow(q: { most: number; perMs: number; now: () => number }): (key: string) => boolean {
  let counts = new Map<string, number>();
  let began = q.now();
  return (key) => {
    const nowMs = q.now();
    if (nowMs - began >= q.perMs) {
      counts = new Map();
      began = nowMs;
    }
    const n = (counts.get(key) ?? 0) + 1;
    counts.set(key, n);
    return n <= q.most;
  };
}
