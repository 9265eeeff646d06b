import { formatDay, formatTime, localDay } from "@congthu/shared/dates";
import { languageStore } from "./i18n.ts";

const WEEKDAYS = {
  vi: ["Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"],
  en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
} as const;

/** The short date of a list: the hour for today, dd/MM for this year, dd/MM/yyyy before. Vietnam time. */
export function shortDate(iso: string, nowMs: number): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return "";
  if (localDay(at) === localDay(nowMs)) return formatTime(at).slice(-5);
  const day = formatDay(at);
  return localDay(at).slice(0, 4) === localDay(nowMs).slice(0, 4) ? day.slice(0, 5) : day;
}

/** The full date of the reading pane: "Thứ Hai, 23/11/2026 14:05". */
export function fullDate(iso: string): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return "";
  return `${weekdayOf(localDay(at))}, ${formatTime(at)}`;
}

/** A local day "yyyy-mm-dd" with its weekday: "Thứ Hai, 23/11/2026". */
export function dayName(day: string): string {
  return `${weekdayOf(day)}, ${formatDay(day)}`;
}

function weekdayOf(day: string): string {
  return WEEKDAYS[languageStore.get()][new Date(`${day}T00:00:00Z`).getUTCDay()] ?? "";
}
