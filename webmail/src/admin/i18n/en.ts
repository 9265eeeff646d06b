import { common } from "../../i18n/en/common.ts";
import { accounts } from "./en/accounts.ts";
import { agencies } from "./en/agencies.ts";
import { audit } from "./en/audit.ts";
import { connections } from "./en/connections.ts";
import { leaves } from "./en/leaves.ts";
import { operations } from "./en/operations.ts";
import { provisioning } from "./en/provisioning.ts";
import { reportSettings } from "./en/report-settings.ts";
import { reports } from "./en/reports.ts";
import { returns } from "./en/returns.ts";
import { settings } from "./en/settings.ts";
import { shell } from "./en/shell.ts";
import { usageViews } from "./en/usage-views.ts";
import type { vi } from "./vi.ts";

export const en: Record<keyof typeof vi, string> = {
  ...common,
  ...shell,
  ...agencies,
  ...accounts,
  ...leaves,
  ...provisioning,
  ...reports,
  ...returns,
  ...reportSettings,
  ...usageViews,
  ...audit,
  ...settings,
  ...connections,
  ...operations,
};
