import * as routes from "@congthu/shared/api/reports";
import { buildReport } from "../core/reporting/build-report.ts";
import { exportUsage } from "../core/reporting/export-usage.ts";
import { usagePeople } from "../core/reporting/usage-people.ts";
import { usageTrend } from "../core/reporting/usage-trend.ts";
import { type Handler, handler } from "./handler.ts";

export const REPORT_HANDLERS: readonly Handler[] = [
  handler(routes.readUsageReport, ({ app, principal, query }) => buildReport(app, principal, query)),
  handler(routes.readUsageTrend, ({ app, principal, query }) => usageTrend(app, principal, query)),
  handler(routes.readUsageFile, async ({ app, principal, query }) => ({
    file: await exportUsage(app, principal, query),
  })),
  handler(routes.readUsagePeople, ({ app, principal, query }) => usagePeople(app, principal, query)),
];
