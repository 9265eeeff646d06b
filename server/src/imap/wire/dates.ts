import { ImapSyntaxError } from "./syntax-error.ts";
import type { Tokens } from "./tokens.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTH = new Map(MONTHS.map((m, i) => [m.toUpperCase(), i]));
/** The zone in which INTERNALDATE is written and days begin: Vietnam, the whole year. */
const ZONE_MINUTES = 7 * 60;
const MINUTE_MS = 60_000;

const DATE_TIME = /[ \d]\d-[A-Za-z]{3}-\d{4} \d\d:\d\d:\d\d [+-]\d{4}/y;
const DATE = /\d{1,2}-[A-Za-z]{3}-\d{4}/y;

/** Reads a date-time with its quotes; epoch milliseconds. RFC 9051 §9 */
export function parseDateTime(t: Tokens): number {
  t.expect('"');
  const text = t.match(DATE_TIME, "date and time");
  t.expect('"');
  const [, day, mon, year, h, m, s, sign, zh, zm] =
    /^([ \d]\d)-(\w{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/.exec(text) ?? [];
  const at = utcDay(Number(day), mon ?? "", Number(year));
  const [hours, minutes, seconds] = [Number(h), Number(m), Number(s)];
  const zone = (Number(zh) * 60 + Number(zm)) * (sign === "-" ? -1 : 1);
  // 60 is a leap second; it counts as the first of the next minute.
  if (hours > 23 || minutes > 59 || seconds > 60 || Number(zm) > 59) throw new ImapSyntaxError("No such time");
  return at + (hours * 60 + minutes - zone) * MINUTE_MS + seconds * 1000;
}

/** Reads a date, quoted or not; the instant at which that day begins at UTC (a day's name, not a moment). RFC 9051 §9 */
export function parseDate(t: Tokens): number {
  const quoted = t.skip('"');
  const [day, mon, year] = t.match(DATE, "date").split("-");
  if (quoted) t.expect('"');
  return utcDay(Number(day), mon ?? "", Number(year));
}

function utcDay(day: number, mon: string, year: number): number {
  const month = MONTH.get(mon.toUpperCase());
  if (month === undefined) throw new ImapSyntaxError("No such month");
  const at = new Date(0).setUTCFullYear(year, month, day);
  if (new Date(at).getUTCDate() !== day) throw new ImapSyntaxError("No such day");
  return at;
}

/** An instant as date-time in Vietnam's zone, with quotes: ` 5-Jan-2026 08:00:00 +0700`. RFC 9051 §9 */
export function formatDateTime(epochMs: number): string {
  const d = new Date(epochMs + ZONE_MINUTES * MINUTE_MS);
  const two = (n: number) => String(n).padStart(2, "0");
  const day = String(d.getUTCDate()).padStart(2, " ");
  const year = String(d.getUTCFullYear()).padStart(4, "0");
  const time = `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}`;
  return `"${day}-${MONTHS[d.getUTCMonth()]}-${year} ${time} +0700"`;
}

/** The day in Vietnam on which an instant falls, as parseDate gives days. */
export function dayOf(epochMs: number): number {
  const local = epochMs + ZONE_MINUTES * MINUTE_MS;
  return local - (((local % 86_400_000) + 86_400_000) % 86_400_000);
}
