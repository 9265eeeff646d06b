/** Epoch milliseconds as JMAP's UTCDate, without a fraction of a second (RFC 8620 §1.4). */
export function utc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
