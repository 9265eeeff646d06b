const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Zones by name (RFC 5322 §4.3); all others, single letters included, are taken as UTC. Minutes east. */
const ZONES: Record<string, number> = {
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
};

const USUAL =
  /^(?:[a-z]+\.?\s*,?\s*)?(\d{1,2})(?:\s+|-)([a-z]{3})[a-z]*\.?(?:\s+|-)(\d{2,4})(?:\s*,)?\s+(\d{1,2})\s*[:.]\s*(\d{1,2})(?:\s*[:.]\s*(\d{1,2}))?(?:\.\d+)?\s*([ap]m)?\s*(?:([+-])\s*(\d{1,2}):?(\d{2})|([a-z]{1,5}))?/i;
const ASCTIME =
  /^[a-z]{3}[a-z]*,?\s+([a-z]{3})[a-z]*\s+(\d{1,2})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s+(?:([a-z]{1,5})\s+)?(\d{4})/i;
const ISO = /^(\d{4})-(\d{2})-(\d{2})[t\s](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(?:z|([+-])(\d{2}):?(\d{2}))?$/i;

type Parts = { year: number; month: number; day: number; hour: number; minute: number; second: number; offset: number };

/**
 * A header date (RFC 5322 §3.3, §4.3) as a JMAP Date, for example "2026-02-16T08:30:00+07:00"; the sender's zone is kept.
 * Takes also asctime, ISO 8601, missing day names and seconds, two-digit years. Null when it is none.
 */
export function parseDate(text: string): string | null {
  const plain = text.includes("(") ? text.replace(/\([^()]*\)/g, " ") : text;
  const tidy = plain.slice(0, 200).replace(/\s+/g, " ").trim();
  const parts = usual(tidy) ?? asctime(tidy) ?? iso(tidy);
  return parts === null ? null : print(parts);
}

/** Epoch milliseconds of a header date, or null. */
export function dateMs(text: string): number | null {
  const date = parseDate(text);
  return date === null ? null : Date.parse(date);
}

/** The form of RFC 5322 §3.3 in Vietnamese time (UTC+7), for mail the server writes. */
export function formatHeaderDate(epochMs: number): string {
  const local = new Date(epochMs + 7 * 3_600_000).toUTCString();
  return local.replace(/GMT$/, "+0700");
}

function usual(text: string): Parts | null {
  const m = USUAL.exec(text);
  if (m === null) return null;
  const noon = m[7]?.toLowerCase();
  const hour = Number(m[4]) % (noon === undefined ? 100 : 12);
  return {
    year: fullYear(m[3] as string),
    month: MONTHS.indexOf((m[2] as string).toLowerCase()),
    day: Number(m[1]),
    hour: noon === "pm" ? hour + 12 : hour,
    minute: Number(m[5]),
    second: Number(m[6] ?? 0),
    offset: m[8] === undefined ? (ZONES[(m[11] ?? "").toUpperCase()] ?? 0) : offset(m[8], m[9], m[10]),
  };
}

function asctime(text: string): Parts | null {
  const m = ASCTIME.exec(text);
  if (m === null) return null;
  return {
    year: Number(m[7]),
    month: MONTHS.indexOf((m[1] as string).toLowerCase()),
    day: Number(m[2]),
    hour: Number(m[3]),
    minute: Number(m[4]),
    second: Number(m[5] ?? 0),
    offset: ZONES[(m[6] ?? "").toUpperCase()] ?? 0,
  };
}

function iso(text: string): Parts | null {
  const m = ISO.exec(text);
  if (m === null) return null;
  return {
    year: Number(m[1]),
    month: Number(m[2]) - 1,
    day: Number(m[3]),
    hour: Number(m[4]),
    minute: Number(m[5]),
    second: Number(m[6] ?? 0),
    offset: m[7] === undefined ? 0 : offset(m[7], m[8], m[9]),
  };
}

/** RFC 5322 §4.3: two digits mean 2000–2049 or 1950–1999, three digits count from 1900. */
function fullYear(digits: string): number {
  const n = Number(digits);
  if (digits.length === 2) return n < 50 ? 2000 + n : 1900 + n;
  return digits.length === 3 ? 1900 + n : n;
}

function offset(sign: string, hours = "0", minutes = "0"): number {
  const total = Number(hours) * 60 + Number(minutes);
  // Beyond a day it is a slip of the sender's program; the time then counts as UTC.
  if (total >= 24 * 60 || Number(minutes) > 59) return 0;
  return sign === "-" ? -total : total;
}

function print(p: Parts): string | null {
  if (p.month < 0 || p.month > 11 || p.year < 1900 || p.day < 1 || p.day > 31) return null;
  if (p.hour > 23 || p.minute > 59 || p.second > 60) return null;
  const ms = Date.UTC(p.year, p.month, p.day, p.hour, p.minute, Math.min(p.second, 59));
  const local = new Date(ms).toISOString().slice(0, 19);
  if (p.offset === 0) return `${local}Z`;
  const abs = Math.abs(p.offset);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${local}${p.offset < 0 ? "-" : "+"}${two(Math.floor(abs / 60))}:${two(abs % 60)}`;
}
