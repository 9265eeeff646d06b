import type { SettingValue } from "@congthu/shared/api/setting-values";
import type { AccountRow } from "../../store/accounts.ts";
import type { Reader } from "../../store/db.ts";
import { grantsOf } from "../../store/grants.ts";
import { readSetting } from "../settings/read-setting.ts";

const DAY_MS = 86_400_000;

/** Why a password must be changed before anything else: the administrator gave it, or its time is over. */
export type PasswordDue = "first" | "expired" | null;

/** Whether the password of an account must be changed now. Accounts of programs without a role have no term: nobody is there to change it. */
export async function passwordDue(
  r: Reader,
  account: Pick<AccountRow, "account_id" | "kind" | "must_change" | "password_at" | "password_hash">,
  nowMs: number,
): Promise<PasswordDue> {
  if (account.must_change === 1) return "first";
  // Another system keeps it, and its term.
  if (account.password_hash === null) return null;
  const rule = await readSetting(r, "passwords");
  const isAdministrator = (await grantsOf(r, account.account_id)).length > 0;
  if (account.kind !== "person" && !isAdministrator) return null;
  const days = expiryDays(rule, isAdministrator);
  return days > 0 && nowMs >= account.password_at + days * DAY_MS ? "expired" : null;
}

/** After how many days a password must be changed; 0 never. */
export function expiryDays(rule: SettingValue<"passwords">, isAdministrator: boolean): number {
  if (!isAdministrator || rule.expiryDaysAdministrators === 0) return rule.expiryDays;
  return rule.expiryDays === 0
    ? rule.expiryDaysAdministrators
    : Math.min(rule.expiryDays, rule.expiryDaysAdministrators);
}
