import * as routes from "@congthu/shared/api/report-periods";
import { fileReturn, listReturns } from "../core/reporting/agency-returns.ts";
import { freezeReport } from "../core/reporting/freeze-report.ts";
import {
  frozenFile,
  listFrozenReports,
  openFrozenReport,
  verifyFrozenReport,
  viewFrozen,
} from "../core/reporting/frozen-reports.ts";
import { remindAgencies } from "../core/reporting/remind-agencies.ts";
import { mailFrozenReport } from "../core/reporting/report-mail.ts";
import { listReportPeriods, openReportPeriod } from "../core/reporting/report-periods.ts";
import { returnFile } from "../core/reporting/return-file.ts";
import { type Handler, handler } from "./handler.ts";

export const REPORT_PERIOD_HANDLERS: readonly Handler[] = [
  handler(routes.listReportPeriods, async ({ app, principal }) => ({ items: await listReportPeriods(app, principal) })),
  handler(routes.openReportPeriod, ({ app, principal, body }) => openReportPeriod(app, principal, body)),
  handler(routes.listReturns, async ({ app, principal, params, query }) => ({
    items: await listReturns(app, principal, { ...params, ...query }),
  })),
  handler(routes.fileReturn, ({ app, principal, params, body }) => fileReturn(app, principal, { ...params, ...body })),
  handler(routes.readReturnFile, async ({ app, principal, params, query }) => ({
    file: await returnFile(app, principal, { ...params, ...query }),
  })),
  handler(routes.remindAgencies, ({ app, principal, params }) => remindAgencies(app, principal, params.periodId)),
  handler(routes.listFrozenReports, async ({ app, principal, query }) => ({
    items: await listFrozenReports(app, principal, query),
  })),
  handler(routes.freezeReport, async ({ app, principal, body }) => {
    const { report_id } = await freezeReport(app, principal, body);
    return viewFrozen(app, principal, report_id);
  }),
  handler(routes.readFrozenFile, async ({ app, principal, params, query }) => ({
    file: await frozenFile(app, principal, { ...params, ...query }),
  })),
  handler(routes.verifyFrozenReport, ({ app, principal, params }) =>
    verifyFrozenReport(app, principal, params.reportId),
  ),
  handler(routes.mailFrozenReport, ({ app, principal, params, body }) =>
    mailFrozenReport(app, principal, { ...params, ...body }),
  ),
  handler(routes.openFrozenReport, ({ app, principal, params, body }) =>
    openFrozenReport(app, principal, { ...params, ...body }),
  ),
];
