import { formatDay } from "@congthu/shared/dates";
import type { AccountStatus } from "@congthu/shared/directory-words";
import { t } from "../i18n/t.ts";

/** The colour of a status; the word beside it says the same. */
export const STATUS_COLORS: Record<AccountStatus, string> = {
  active: "teal",
  locked: "red",
  departed: "gray",
  revoked: "gray",
};

/** dd/MM/yyyy of the last use, or that there was none. */
export function lastUsedText(day: string | null): string {
  return day === null ? t("accounts.never") : formatDay(day);
}
