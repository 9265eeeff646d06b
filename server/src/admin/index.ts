import { ACCESS_HANDLERS } from "./account-access.ts";
import { ACCOUNT_HANDLERS } from "./accounts.ts";
import { AGENCY_HANDLERS } from "./agencies.ts";
import { AUDIT_HANDLERS } from "./audit.ts";
import { CONNECTION_HANDLERS } from "./connections.ts";
import { CONSOLE_HANDLERS } from "./console.ts";
import { DOMAIN_HANDLERS } from "./domains.ts";
import { GROUP_HANDLERS } from "./groups.ts";
import type { Handler } from "./handler.ts";
import { HEALTH_HANDLERS } from "./health.ts";
import { IMPORT_HANDLERS } from "./imports.ts";
import { LEAVE_HANDLERS } from "./leaves.ts";
import { PROVISIONING_HANDLERS } from "./provisioning.ts";
import { QUEUE_HANDLERS } from "./queue.ts";
import { REPORT_PERIOD_HANDLERS } from "./report-periods.ts";
import { REPORT_HANDLERS } from "./reports.ts";
import { SETTING_HANDLERS } from "./settings.ts";
import { STORAGE_HANDLERS } from "./storage.ts";
import { TRACE_HANDLERS } from "./trace.ts";

/** Every administrative route with what answers it. Fixed paths such as .../search come before those with a parameter in their place. */
export const ADMIN_HANDLERS: readonly Handler[] = [
  ...CONSOLE_HANDLERS,
  ...AGENCY_HANDLERS,
  ...ACCOUNT_HANDLERS,
  ...ACCESS_HANDLERS,
  ...LEAVE_HANDLERS,
  ...PROVISIONING_HANDLERS,
  ...IMPORT_HANDLERS,
  ...REPORT_HANDLERS,
  ...REPORT_PERIOD_HANDLERS,
  ...AUDIT_HANDLERS,
  ...SETTING_HANDLERS,
  ...CONNECTION_HANDLERS,
  ...QUEUE_HANDLERS,
  ...TRACE_HANDLERS,
  ...GROUP_HANDLERS,
  ...STORAGE_HANDLERS,
  ...DOMAIN_HANDLERS,
  ...HEALTH_HANDLERS,
];
