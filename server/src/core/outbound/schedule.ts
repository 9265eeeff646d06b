const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How long a message is tried. RFC 5321 §4.5.4.1 asks for 4–5 days at least. */
export const QUEUE_LIFE_MS = 5 * 24 * HOUR_MS;
/** When its sender is told that it waits. */
export const DELAY_NOTICE_MS = 4 * HOUR_MS;

// RFC 5321 §4.5.4.1: the first waits may be shorter than 30 minutes, later ones 2–3 hours
const WAITS_MS = [1, 5, 15, 30, 60, 120, 240].map((minutes) => minutes * MINUTE_MS);

/** Time until the next try after so many failed ones. */
export function waitAfter(attempts: number): number {
  return WAITS_MS[Math.min(attempts, WAITS_MS.length) - 1] ?? MINUTE_MS;
}
