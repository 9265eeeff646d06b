import { languageStore } from "./i18n.ts";

const locale = () => (languageStore.get() === "vi" ? "vi-VN" : "en-GB");

/** A whole number with the separators of the language: 182.833. */
export function formatCount(n: number): string {
  return new Intl.NumberFormat(locale()).format(n);
}

/** A size in octets for people: 812 B, 48 KB, 3,2 MB. */
export function formatSize(octets: number): string {
  const units = ["B", "KB", "MB", "GB"];
  let value = octets;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  const digits = unit >= 2 && value < 10 ? 1 : 0;
  return `${new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value)} ${units[unit]}`;
}
