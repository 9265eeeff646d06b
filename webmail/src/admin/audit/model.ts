import { LIFE_REASONS } from "@congthu/shared/account-life";
import type { AuditEntryView } from "@congthu/shared/api/audit";
import { formatDay } from "@congthu/shared/dates";
import { t } from "../i18n/t.ts";

/** The details of an entry in one line: values in the order they were written, changes as "before → after". */
export function detailText({ detail }: Pick<AuditEntryView, "detail">): string {
  const { before, after, ...rest } = detail;
  const parts = Object.entries(rest).flatMap(([key, value]) => {
    const text = isChange(value) ? `${plain(key, value.before)} → ${plain(key, value.after)}` : plain(key, value);
    return text === "" ? [] : [text];
  });
  if (isRecord(before) && isRecord(after))
    for (const key of Object.keys(after)) {
      const [was, is] = [plain(key, before[key]), plain(key, after[key])];
      if (was !== is) parts.push(`${was || "–"} → ${is || "–"}`);
    }
  return parts.join(" · ");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isChange(value: unknown): value is { before: unknown; after: unknown } {
  return isRecord(value) && "before" in value && "after" in value;
}

/** A value for people; ids and long lists say nothing to them. */
function plain(key: string, value: unknown): string {
  if (key.endsWith("Id") || value === null || value === undefined) return "";
  const reason = LIFE_REASONS.find((r) => r === value);
  if (key === "reason" && reason) return t(`reason.${reason}`);
  if (typeof value === "string") return /^\d{4}-\d\d-\d\d$/.test(value) ? formatDay(value) : value;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? t("account.yes") : t("account.no");
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
