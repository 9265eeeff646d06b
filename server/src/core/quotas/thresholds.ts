/** The shares of a mailbox at which its owner is told, percent. */
const THRESHOLDS = [95, 90, 80] as const;

/** The threshold that is reached, 0 below all of them. */
export function thresholdOf(usedBytes: number, limitBytes: number): number {
  if (limitBytes <= 0) return 0;
  return THRESHOLDS.find((percent) => usedBytes * 100 >= limitBytes * percent) ?? 0;
}
