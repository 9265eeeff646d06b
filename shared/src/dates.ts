/** Asia/Ho_Chi_Minh: UTC+7 the whole year, no daylight saving. */
const OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

/** The local (UTC+7) calendar day of an instant, as "yyyy-mm-dd". */
export function localDay(epochMs: number): string {
  return new Date(epochMs + OFFSET_MS).toISOString().slice(0, 10);
}

/** The instant at which a local day "yyyy-mm-dd" begins, epoch milliseconds. */
export function startOfLocalDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) - OFFSET_MS;
}

/** The day `n` days after (before, when negative) a local day. */
export function addDays(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * DAY_MS).toISOString().slice(0, 10);
}

/** Every local day from `from` to `to`, both included. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let d = from; d <= to; d = addDays(d, 1)) days.push(d);
  return days;
}

/** dd/MM/yyyy of a local day or an instant. */
export function formatDay(when: string | number): string {
  const day = typeof when === "number" ? localDay(when) : when;
  return `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
}

/** dd/MM/yyyy HH:mm of an instant, in Vietnam. */
export function formatTime(epochMs: number): string {
  const iso = new Date(epochMs + OFFSET_MS).toISOString();
  return `${formatDay(iso.slice(0, 10))} ${iso.slice(11, 16)}`;
}

/** The long form of Decree 30/2020 Annex I: day below 10 and months 1 and 2 with a leading zero. */
export function formatLongDay(day: string): string {
  const month = Number(day.slice(5, 7));
  return `ngày ${day.slice(8, 10)} tháng ${month <= 2 ? `0${month}` : month} năm ${day.slice(0, 4)}`;
}

/** The same day `n` months later, or the last of a month that is shorter. */
export function addMonths(day: string, n: number): string {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + n, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, last));
  return first.toISOString().slice(0, 10);
}

/** A local day as the number of days since 1970-01-01: how the usage facts keep it. */
export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
}

/** The local day of a number that `dayNumber` gave. */
export function dayOfNumber(n: number): string {
  return new Date(n * DAY_MS).toISOString().slice(0, 10);
}

/** The number of the local day of an instant. */
export function localDayNumber(epochMs: number): number {
  return Math.floor((epochMs + OFFSET_MS) / DAY_MS);
}

/** The month of a day number, counted from January of the year 0, and the day within it from 0. */
export function monthAndDay(n: number): { month: number; index: number } {
  const date = new Date(n * DAY_MS);
  return { month: date.getUTCFullYear() * 12 + date.getUTCMonth(), index: date.getUTCDate() - 1 };
}

/** The day number of the first of a month counted from January of the year 0. */
export function firstOfMonth(month: number): number {
  return Math.round(Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY_MS);
}
