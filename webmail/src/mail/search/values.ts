import { addDays } from "@congthu/shared/dates";
import { fold } from "@congthu/shared/fold";

/** Days by name, from the day that is today (yyyy-mm-dd). A week begins on Monday. */
const NAMED_DAYS: Record<string, (today: string) => string> = {
  "hom nay": (today) => today,
  today: (today) => today,
  "hom qua": (today) => addDays(today, -1),
  yesterday: (today) => addDays(today, -1),
  "tuan nay": (today) => addDays(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7)),
  "thang nay": (today) => `${today.slice(0, 7)}-01`,
  "nam nay": (today) => `${today.slice(0, 4)}-01-01`,
};
export const DAY_WORDS = Object.keys(NAMED_DAYS);

/**
 * d/M/yyyy, d-M-yyyy, d.M.yyyy, yyyy-MM-dd, d/M (of the year of `today`), M/yyyy (its first day) or a day by name, as yyyy-mm-dd; null when
 * it is no day.
 */
export function parseDay(text: string, today: string): string | null {
  const named = NAMED_DAYS[fold(text)];
  if (named) return named(today);
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const full = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const month = /^(\d{1,2})[/.-](\d{4})$/.exec(text);
  const short = /^(\d{1,2})[/.-](\d{1,2})$/.exec(text);
  const [d, m, y] = iso
    ? [iso[3], iso[2], iso[1]]
    : full
      ? [full[1], full[2], full[3]]
      : month
        ? ["1", month[1], month[2]]
        : short
          ? [short[1], short[2], today.slice(0, 4)]
          : [];
  if (!d || !m || !y) return null;
  const day = `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`;
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day ? null : day;
}

/** "5MB", "500kb", "3,5 MB" in octets; null when it is no size. A number alone counts MB. */
export function parseSize(text: string): number | null {
  const match = /^(\d+(?:[.,]\d+)?)\s*(b|kb|k|mb|m|gb|g)?$/i.exec(text);
  if (!match?.[1]) return null;
  const unit = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[(match[2] ?? "m").charAt(0).toLowerCase()] ?? 1;
  return Math.round(Number(match[1].replace(",", ".")) * unit);
}
