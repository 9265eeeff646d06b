import type { AgencyId, ReportPeriodId } from "@congthu/shared/ids";
import { agencyReturns } from "../../store/reports.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { agencyPaper } from "./agency-paper.ts";
import { buildReport } from "./build-report.ts";
import { PAPER_TYPES, type ReportFile } from "./export-usage.ts";
import { paperForm } from "./paper-form.ts";
import { requirePeriod } from "./report-periods.ts";

/** An agency's own report on a period as a paper, figures as they are now. Throws notFound, access.denied, agency.notFound, invalid (a period ahead). */
export async function returnFile(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: { periodId: ReportPeriodId; agencyId: AgencyId; format: "pdf" | "docx" },
): Promise<ReportFile> {
  const period = await app.db.read((r) => requirePeriod(r, q.periodId));
  const window = { from: period.from_day, to: period.to_day };
  const report = await buildReport(app, principal, { ...window, agencyId: q.agencyId });
  const { form, row } = await app.db.read(async (r) => ({
    form: await paperForm(r, q.agencyId),
    row: (await agencyReturns(r, q.periodId)).find((a) => a.agency_id === q.agencyId),
  }));
  const paper = agencyPaper({
    period: window,
    form,
    row: report.rows.find((a) => a.agencyId === q.agencyId),
    filed: row
      ? {
          staff: row.staff,
          directoryReviewed: row.directory_reviewed === 1,
          problems: row.problems,
          proposals: row.proposals,
        }
      : null,
    madeAt: app.clock.now(),
  });
  const { type, draw } = PAPER_TYPES[q.format];
  return { name: `bao-cao-thu-cong-vu_${window.from}_${window.to}.${q.format}`, type, bytes: await draw(paper) };
}
