import { formatDay } from "@congthu/shared/dates";
import { percentOf, type Share } from "@congthu/shared/usage-measures";
import { languageStore } from "../../i18n/i18n.ts";
import { t } from "../i18n/t.ts";
import { kindOf, type Period } from "./period.ts";

/** "66,7 %"; a dash where there is no whole to be a part of. */
export function percentText(share: Share): string {
  const percent = percentOf(share);
  return percent === null ? "–" : `${decimal(percent)} %`;
}

/** A number with one decimal in the language's way: 66,7. */
export function decimal(n: number): string {
  const locale = languageStore.get() === "vi" ? "vi-VN" : "en-GB";
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(n);
}

/** What a period is called: "Quý 3/2026", or its first and last day. */
export function periodText(period: Period): string {
  const year = period.to.slice(0, 4);
  const month = Number(period.from.slice(5, 7));
  switch (kindOf(period)) {
    case "month":
      return t("usage.month", { month, year });
    case "quarter":
      return t("usage.quarter", { quarter: (month + 2) / 3, year });
    case "half":
      return t("usage.half", { which: month === 1 ? t("usage.half.1") : t("usage.half.2"), year });
    case "year":
      return t("usage.year", { year });
    default:
      return `${formatDay(period.from)} – ${formatDay(period.to)}`;
  }
}
