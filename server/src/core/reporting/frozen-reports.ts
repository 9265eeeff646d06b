import type { FrozenReportView, Verification } from "@congthu/shared/api/report-periods";
import type { FrozenReportId } from "@congthu/shared/ids";
import type { FileFormat } from "@congthu/shared/report-words";
import { accountById } from "../../store/accounts.ts";
import { agenciesById, agencyById } from "../../store/agencies.ts";
import type { Reader } from "../../store/db.ts";
import {
  type FrozenReportEntry,
  type FrozenReportRow,
  frozenReport,
  frozenReports,
  setOpen,
} from "../../store/reports.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { type Powers, powersOf } from "../directory/acts.ts";
import { MailError } from "../errors.ts";
import type { PaperTexts } from "./department-paper.ts";
import { type ReportFile, renderReport } from "./export-usage.ts";
import { type FrozenContent, frozenContent, verifyFrozen } from "./freeze-report.ts";

type Deps = Pick<App, "clock" | "db">;

/** So many are looked through for a list; a province freezes some twenty a year. */
const LISTED = 200;

/** The frozen reports on agencies the principal may watch, the latest first. */
export function listFrozenReports(
  app: Deps,
  principal: Principal,
  q: { before?: number | undefined },
): Promise<FrozenReportView[]> {
  return app.db.read(async (r) => {
    const powers = await powersOf(r, principal);
    const rows = await frozenReports(r, { beforeMs: q.before ?? app.clock.now() + 1, limit: LISTED });
    return (await viewsOf(r, powers, rows)).filter((v) => v !== null);
  });
}

/** One frozen report as the list shows it. Throws notFound, access.denied. */
export function viewFrozen(app: Deps, principal: Principal, id: FrozenReportId): Promise<FrozenReportView> {
  return app.db.read(async (r) => {
    const powers = await powersOf(r, principal);
    const row = await watchedReport(r, powers, id);
    const [view] = await viewsOf(r, powers, [row]);
    if (!view) throw new MailError("access.denied", "usage.view");
    return view;
  });
}

/** A frozen report as a file: the figures of its day, whatever happened since. Throws notFound, access.denied. */
export async function frozenFile(
  app: Deps,
  principal: Principal,
  q: { reportId: FrozenReportId; format: FileFormat },
): Promise<ReportFile> {
  const row = await readFrozen(app, principal, q.reportId);
  const file = await renderFrozen(frozenContent(row), q.format);
  await app.db.write((tx) =>
    appendAuditIn(app, tx, principal, {
      action: "usage.exported",
      subjectKind: "report",
      subjectId: q.reportId,
      agencyId: row.agency_id,
      detail: { from: row.from_day, to: row.to_day, format: q.format },
    }),
  );
  return file;
}

/** Whether a frozen report is what it was, and what the facts say now. Throws notFound, access.denied. */
export async function verifyFrozenReport(app: Deps, principal: Principal, id: FrozenReportId): Promise<Verification> {
  return verifyFrozen(app, await readFrozen(app, principal, id));
}

/** Publishes a frozen report as open data, or takes it back; who reads it says the setting `openData`. Throws notFound, access.denied. */
export async function openFrozenReport(
  app: Deps,
  principal: Principal,
  q: { reportId: FrozenReportId; isOpen: boolean },
): Promise<FrozenReportView> {
  await app.db.write(async (tx) => {
    const row = await managedReport(tx, principal, q.reportId);
    await setOpen(tx, q.reportId, q.isOpen);
    await appendAuditIn(app, tx, principal, {
      action: "report.opened",
      subjectKind: "report",
      subjectId: q.reportId,
      agencyId: row.agency_id,
      detail: { before: row.is_open === 1, after: q.isOpen },
    });
  });
  return viewFrozen(app, principal, q.reportId);
}

/** The content of a frozen report in one of its forms. */
export function renderFrozen(content: FrozenContent, format: FileFormat): Promise<ReportFile> {
  const told = (of: "problems" | "proposals") =>
    content.returns
      .filter((a) => a[of].trim() !== "")
      .map((a) => `- ${a.name}: ${a[of].trim().replace(/\s*\n\s*/g, "; ")}`);
  const texts: PaperTexts = { form: content.form, problems: told("problems"), proposals: told("proposals") };
  return renderReport(content.report, format, texts);
}

/** A frozen report that the principal may mail or open. Throws notFound, access.denied. */
export async function managedReport(r: Reader, principal: Principal, id: FrozenReportId): Promise<FrozenReportRow> {
  const row = await frozenReport(r, id);
  if (!row) throw new MailError("notFound", "report");
  const agency = await agencyById(r, row.agency_id);
  (await powersOf(r, principal)).require("report.manage", agency?.path ?? "");
  return row;
}

function readFrozen(app: Deps, principal: Principal, id: FrozenReportId): Promise<FrozenReportRow> {
  return app.db.read(async (r) => watchedReport(r, await powersOf(r, principal), id));
}

async function watchedReport(r: Reader, powers: Powers, id: FrozenReportId): Promise<FrozenReportRow> {
  const row = await frozenReport(r, id);
  if (!row) throw new MailError("notFound", "report");
  const agency = await agencyById(r, row.agency_id);
  powers.require("usage.view", agency?.path ?? "");
  return row;
}

/** Null for those on agencies out of sight. */
async function viewsOf(
  r: Reader,
  powers: Powers,
  rows: readonly FrozenReportEntry[],
): Promise<(FrozenReportView | null)[]> {
  const agencies = new Map(
    (
      await agenciesById(
        r,
        rows.map((f) => f.agency_id),
      )
    ).map((a) => [a.agency_id, a]),
  );
  const views: (FrozenReportView | null)[] = [];
  for (const f of rows) {
    const agency = agencies.get(f.agency_id);
    if (!agency || !powers.may("usage.view", agency.path)) views.push(null);
    else
      views.push({
        id: f.report_id,
        agencyId: f.agency_id,
        agencyName: agency.name,
        periodId: f.period_id,
        from: f.from_day,
        to: f.to_day,
        frozenAt: f.frozen_at,
        frozenBy: f.frozen_by === null ? null : ((await accountById(r, f.frozen_by))?.full_name ?? null),
        mailedAt: f.mailed_at,
        isOpen: f.is_open === 1,
        hash: f.hash,
        mayManage: powers.may("report.manage", agency.path),
      });
  }
  return views;
}
