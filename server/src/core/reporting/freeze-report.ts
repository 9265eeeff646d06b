import { createHash } from "node:crypto";
import type { Verification } from "@congthu/shared/api/report-periods";
import type { UsageFigures, UsageReport } from "@congthu/shared/api/reports";
import { localDay } from "@congthu/shared/dates";
import type { AgencyId, ReportPeriodId } from "@congthu/shared/ids";
import { randomId } from "../../lib/ids.ts";
import { agencyById } from "../../store/agencies.ts";
import type { Reader } from "../../store/db.ts";
import { agencyReturns, type FrozenReportRow, insertFrozenReport } from "../../store/reports.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { canonicalJson, type Json } from "../audit/entry-hash.ts";
import { powersOf } from "../directory/acts.ts";
import { operatorPrincipal } from "../directory/operator.ts";
import { MailError } from "../errors.ts";
import { buildReport } from "./build-report.ts";
import { type PaperForm, paperForm } from "./paper-form.ts";
import { requirePeriod } from "./report-periods.ts";
import { NO_FIGURES } from "./usage-figures.ts";

type Deps = Pick<App, "clock" | "db">;

/** What is frozen: the figures with their definition, what agencies wrote, and what the paper says beside them. */
export type FrozenContent = {
  report: UsageReport;
  returns: { agencyId: AgencyId; name: string; problems: string; proposals: string }[];
  form: PaperForm;
};

export type FreezeQuery = {
  from: string;
  to: string;
  agencyId?: AgencyId | undefined;
  periodId?: ReportPeriodId | undefined;
};

/**
 * Keeps the report of an ended time as it is now, for ever, with a hash over all of it. Throws access.denied, agency.notFound, notFound, invalid (not
 * over yet).
 */
export async function freezeReport(app: Deps, principal: Principal, q: FreezeQuery): Promise<FrozenReportRow> {
  if (q.to >= localDay(app.clock.now())) throw new MailError("invalid", "period is not over");
  const agencyId = await app.db.read((r) => managedAgency(r, principal, q.agencyId));
  const report = await buildReport(app, principal, { from: q.from, to: q.to, agencyId });
  const content = await app.db.read(async (r): Promise<FrozenContent> => {
    if (q.periodId !== undefined) await requirePeriod(r, q.periodId);
    const names = new Map(report.rows.map((row) => [row.agencyId, row.name]));
    const returns = q.periodId === undefined ? [] : await agencyReturns(r, q.periodId);
    return {
      report,
      returns: returns.flatMap(({ agency_id, problems, proposals }) => {
        const name = names.get(agency_id);
        return name === undefined ? [] : [{ agencyId: agency_id, name, problems, proposals }];
      }),
      form: await paperForm(r, agencyId),
    };
  });
  const text = canonicalJson(content as unknown as Json);
  const row: FrozenReportRow = {
    report_id: randomId<"frozenReport">("f"),
    agency_id: agencyId,
    period_id: q.periodId ?? null,
    from_day: q.from,
    to_day: q.to,
    frozen_at: app.clock.now(),
    frozen_by: principal.account.account_id || null,
    mailed_at: null,
    is_open: 0,
    hash: hashOf(text),
    content: text,
  };
  await app.db.write(async (tx) => {
    await insertFrozenReport(tx, row);
    await appendAuditIn(app, tx, principal, {
      action: "report.frozen",
      subjectKind: "report",
      subjectId: row.report_id,
      agencyId,
      detail: { from: q.from, to: q.to, hash: row.hash },
    });
  });
  return row;
}

/** The content of a frozen report. */
export function frozenContent(row: Pick<FrozenReportRow, "content">): FrozenContent {
  return JSON.parse(row.content) as FrozenContent;
}

/**
 * Holds a frozen report against its hash, and its figures against those counted again from the facts, by the definition it was frozen with. What was
 * corrected or erased since shows as a difference; at most 500 are told.
 */
export async function verifyFrozen(app: Deps, row: FrozenReportRow): Promise<Verification> {
  const hashMatches = hashOf(row.content) === row.hash;
  const { report } = frozenContent(row);
  const operator = await app.db.read(operatorPrincipal);
  const again = await buildReport(app, operator, {
    from: row.from_day,
    to: row.to_day,
    agencyId: row.agency_id,
    definition: report.definition,
  });
  const differences = [
    ...compareRows(report, again),
    ...report.tiers.flatMap((t) => compare(t.label, t.sum, again.tiers.find((o) => o.tier === t.tier)?.sum)),
    ...compare("Tổng cộng", report.total, again.total),
  ];
  return { hashMatches, differences: differences.slice(0, 500) };
}

function compareRows(was: UsageReport, now: UsageReport): Verification["differences"] {
  const rows = new Map(now.rows.map((row) => [row.agencyId, row]));
  const gone = was.rows.flatMap((row) => compare(row.name, row, rows.get(row.agencyId)));
  const known = new Set(was.rows.map((row) => row.agencyId));
  const added = now.rows.filter((row) => !known.has(row.agencyId));
  return [...gone, ...added.map((row) => ({ where: row.name, figure: "", frozen: "", now: "+" }))];
}

function compare(where: string, was: UsageFigures, now: UsageFigures | undefined): Verification["differences"] {
  if (!now) return [{ where, figure: "", frozen: "+", now: "" }];
  // Figures that did not exist when it was frozen are no difference.
  return (Object.keys(NO_FIGURES) as (keyof UsageFigures)[]).flatMap((figure) => {
    const [then, again] = [was[figure], now[figure]];
    return then === undefined || then === again ? [] : [{ where, figure, frozen: String(then), now: String(again) }];
  });
}

async function managedAgency(r: Reader, principal: Principal, agencyId: AgencyId | undefined): Promise<AgencyId> {
  const powers = await powersOf(r, principal);
  if (agencyId !== undefined) {
    const agency = await agencyById(r, agencyId);
    if (!agency) throw new MailError("agency.notFound");
    powers.require("report.manage", agency.path);
    return agencyId;
  }
  const [path, ...others] = powers.paths("report.manage");
  const id = path?.split("/").at(-2) as AgencyId | undefined;
  if (id === undefined || others.length > 0) throw new MailError("access.denied", "report.manage");
  return id;
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
