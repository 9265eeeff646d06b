import { common } from "../../i18n/vi/common.ts";
import { accounts } from "./vi/accounts.ts";
import { agencies } from "./vi/agencies.ts";
import { audit } from "./vi/audit.ts";
import { connections } from "./vi/connections.ts";
import { leaves } from "./vi/leaves.ts";
import { operations } from "./vi/operations.ts";
import { provisioning } from "./vi/provisioning.ts";
import { reportSettings } from "./vi/report-settings.ts";
import { reports } from "./vi/reports.ts";
import { returns } from "./vi/returns.ts";
import { settings } from "./vi/settings.ts";
import { shell } from "./vi/shell.ts";
import { usageViews } from "./vi/usage-views.ts";

/** The source language of the administration, with the words of the common frame. */
export const vi = {
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
} as const;
