import * as routes from "@congthu/shared/api/reports";
import { boxChecks } from "../core/reporting/box-checks.ts";
import { buildReport } from "../core/reporting/build-report.ts";
import { explainUsage } from "../core/reporting/explain-usage.ts";
import { exportUsage } from "../core/reporting/export-usage.ts";
import { erasePersonFacts, exportPersonFacts } from "../core/reporting/person-facts.ts";
import { usageDays, usageProtocols } from "../core/reporting/usage-days.ts";
import { usagePeople } from "../core/reporting/usage-people.ts";
import { usageStorage } from "../core/reporting/usage-storage.ts";
import { usageTrend } from "../core/reporting/usage-trend.ts";
import { type Handler, handler } from "./handler.ts";

export const REPORT_HANDLERS: readonly Handler[] = [
  handler(routes.readBoxChecks, ({ app, principal, query }) => boxChecks(app, principal, query)),
  handler(routes.readPersonUsage, ({ app, principal, params }) => exportPersonFacts(app, principal, params.accountId)),
  handler(routes.erasePersonUsage, async ({ app, principal, params }) => {
    await erasePersonFacts(app, principal, params.accountId);
    return null;
  }),
  handler(routes.readUsageReport, ({ app, principal, query }) => buildReport(app, principal, query)),
  handler(routes.readUsageTrend, ({ app, principal, query }) => usageTrend(app, principal, query)),
  handler(routes.readUsageDays, ({ app, principal, query }) => usageDays(app, principal, query)),
  handler(routes.readUsageProtocols, ({ app, principal, query }) => usageProtocols(app, principal, query)),
  handler(routes.readUsageStorage, ({ app, principal, query }) => usageStorage(app, principal, query)),
  handler(routes.explainUsage, ({ app, principal, query }) => explainUsage(app, principal, query)),
  handler(routes.readUsageFile, async ({ app, principal, query }) => ({
    file: await exportUsage(app, principal, query),
  })),
  handler(routes.readUsagePeople, ({ app, principal, query }) => usagePeople(app, principal, query)),
];
