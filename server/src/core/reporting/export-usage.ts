import type { UsageReport } from "@congthu/shared/api/reports";
import type { FileFormat } from "@congthu/shared/report-words";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { buildReport, type ReportQuery } from "./build-report.ts";
import { departmentPaper, type PaperTexts } from "./department-paper.ts";
import type { Paper } from "./paper.ts";
import { paperForm } from "./paper-form.ts";
import { renderCsv } from "./render-csv.ts";
import { renderXlsx } from "./render-xlsx.ts";

export type ReportFile = { name: string; type: string; bytes: Uint8Array };

/** The usage report as a file to keep or to send on. That it was taken is in the audit. Throws as buildReport does. */
export async function exportUsage(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: ReportQuery & { format: FileFormat },
): Promise<ReportFile> {
  const report = await buildReport(app, principal, q);
  const form = await app.db.read((r) => paperForm(r, q.agencyId));
  const file = await renderReport(report, q.format, { form, problems: [], proposals: [] });
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

/** The forms of a paper: what they are called on the wire, and what draws them. The drawers are loaded when first needed. */
export const PAPER_TYPES: Record<"docx" | "pdf", { type: string; draw: (paper: Paper) => Promise<Uint8Array> }> = {
  docx: {
    type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    draw: async (paper) => (await import("./render-docx.ts")).renderDocx(paper),
  },
  pdf: { type: "application/pdf", draw: async (paper) => (await import("./render-pdf.ts")).renderPdf(paper) },
};

const TABLE_TYPES: Record<
  "csv" | "xlsx",
  { type: string; render: (report: UsageReport) => Uint8Array | Promise<Uint8Array> }
> = {
  csv: { type: "text/csv; charset=utf-8", render: renderCsv },
  xlsx: { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", render: renderXlsx },
};

/** A report as a file named for its period. The same report gives the same figures, whenever it is asked. */
export async function renderReport(report: UsageReport, format: FileFormat, texts: PaperTexts): Promise<ReportFile> {
  const { from, to } = report.period;
  const name = `su-dung-thu-cong-vu_${from}_${to}.${format}`;
  if (format === "csv" || format === "xlsx") {
    const { type, render } = TABLE_TYPES[format];
    return { name, type, bytes: await render(report) };
  }
  const { type, draw } = PAPER_TYPES[format];
  return { name, type, bytes: await draw(departmentPaper(report, texts)) };
}
