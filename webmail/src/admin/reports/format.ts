import { percentOf, type Share } from "@congthu/shared/usage-measures";
import { languageStore } from "../../i18n/i18n.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../i18n/t.ts";

/** 87,7 % in Vietnamese, 87.7 % in English; "–" where there is nothing to be a share of. */
export function formatPercent(percent: number | null): string {
  if (percent === null) return "–";
  const locale = languageStore.get() === "vi" ? "vi-VN" : "en-GB";
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(percent)}%`;
}

/** A count; what was not declared is said to be so, never 0. */
export function formatKnown(n: number | null): string {
  return n === null ? t("usage.notReported") : formatCount(n);
}

/** The change in percentage points against another share, signed; null where one of them is none. */
export function pointsBetween(now: Share, before: Share): number | null {
  const [a, b] = [percentOf(now), percentOf(before)];
  return a === null || b === null ? null : Math.round((a - b) * 10) / 10;
}
