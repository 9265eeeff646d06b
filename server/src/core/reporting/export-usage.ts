import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { buildReport, type ReportQuery } from "./build-report.ts";
import { renderCsv } from "./render-csv.ts";

export type ReportFile = { name: string; type: string; bytes: Uint8Array };

/** The usage report as a file to keep or to send on. That it was taken is in the audit. Throws as buildReport does. */
export async function exportUsage(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: ReportQuery & { format: "csv" },
): Promise<ReportFile> {
  const report = await buildReport(app, principal, q);
  const file = {
    name: `su-dung-thu-cong-vu_${q.from}_${q.to}.${q.format}`,
    type: "text/csv; charset=utf-8",
    bytes: renderCsv(report),
  };
  await app.db.write((tx) =>
    appendAuditIn(app, tx, principal, {
      action: "usage.exported",
      subjectKind: "report",
      subjectId: "usage",
      agencyId: q.agencyId ?? null,
      detail: { from: q.from, to: q.to, format: q.format },
    }),
  );
  return file;
}
