import type { ReturnView } from "@congthu/shared/api/report-periods";
import { localDay } from "@congthu/shared/dates";
import type { AgencyId, ReportPeriodId } from "@congthu/shared/ids";
import { type AgencyRow, agencyById, putHeadcounts } from "../../store/agencies.ts";
import type { Reader } from "../../store/db.ts";
import {
  type AgencyReturnRow,
  agencyReturns,
  lastReminders,
  putAgencyReturn,
  type ReportPeriodRow,
} from "../../store/reports.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { type Powers, powersOf } from "../directory/acts.ts";
import { visibleAgency } from "../directory/agency-tree.ts";
import { MailError } from "../errors.ts";
import { isLate, requirePeriod } from "./report-periods.ts";
import { reportingAgencies } from "./reporting-agencies.ts";

type Deps = Pick<App, "clock" | "db">;

export type ReturnForm = {
  onDay: string;
  staff: number;
  leaders: number;
  directoryReviewed: boolean;
  problems: string;
  proposals: string;
};

/**
 * Where every agency stands with a period: who reported, when, what; who did not. Of one subtree, or of all the principal may watch. Throws notFound,
 * access.denied, agency.notFound.
 */
export function listReturns(
  app: Deps,
  principal: Principal,
  q: { periodId: ReportPeriodId; agencyId?: AgencyId | undefined },
): Promise<ReturnView[]> {
  return app.db.read(async (r) => {
    const powers = await powersOf(r, principal);
    const period = await requirePeriod(r, q.periodId);
    const agencies = await reportingAgencies(r, await watchedPaths(r, powers, q.agencyId), app.clock.now());
    return returnViews(r, { period, agencies, powers });
  });
}

/**
 * Keeps what an agency reports on a period, a later report in place of the first; the people it counts are its headcount from that day on. Throws
 * notFound, access.denied, agency.notFound, invalid (more leaders than people, a day that has not come).
 */
export function fileReturn(
  app: Deps,
  principal: Principal,
  q: { periodId: ReportPeriodId; agencyId: AgencyId } & ReturnForm,
): Promise<ReturnView> {
  return app.db.write(async (tx) => {
    const powers = await powersOf(tx, principal);
    const period = await requirePeriod(tx, q.periodId);
    const agency = await agencyById(tx, q.agencyId);
    if (!agency) throw new MailError("agency.notFound");
    powers.require("report.file", agency.path);
    if (q.leaders > q.staff) throw new MailError("invalid", "leaders");
    if (q.onDay > localDay(app.clock.now())) throw new MailError("invalid", "onDay");
    await putHeadcounts(tx, [{ agency_id: q.agencyId, from_day: q.onDay, staff: q.staff, leaders: q.leaders }]);
    await putAgencyReturn(tx, {
      period_id: q.periodId,
      agency_id: q.agencyId,
      on_day: q.onDay,
      staff: q.staff,
      leaders: q.leaders,
      directory_reviewed: q.directoryReviewed ? 1 : 0,
      problems: q.problems,
      proposals: q.proposals,
      sent_at: app.clock.now(),
      sent_by: principal.account.account_id || null,
    });
    await appendAuditIn(app, tx, principal, {
      action: "report.filed",
      subjectKind: "report",
      subjectId: q.periodId,
      agencyId: q.agencyId,
      detail: {
        name: period.name,
        onDay: q.onDay,
        staff: q.staff,
        leaders: q.leaders,
        directoryReviewed: q.directoryReviewed,
      },
    });
    const [view] = await returnViews(tx, { period, agencies: [agency], powers });
    if (!view) throw new MailError("agency.notFound");
    return view;
  });
}

/** The subtrees whose reports somebody may look at: one agency's, or all. Throws access.denied, agency.notFound. */
async function watchedPaths(r: Reader, powers: Powers, agencyId: AgencyId | undefined): Promise<string[]> {
  if (agencyId !== undefined) {
    const agency = await visibleAgency(r, powers, agencyId);
    powers.require("usage.view", agency.path);
    return [agency.path];
  }
  const paths = powers.paths("usage.view");
  if (paths.length === 0) throw new MailError("access.denied");
  return paths;
}

async function returnViews(
  r: Reader,
  q: { period: ReportPeriodRow; agencies: readonly AgencyRow[]; powers: Powers },
): Promise<ReturnView[]> {
  const { period, agencies, powers } = q;
  const returns = new Map((await agencyReturns(r, period.period_id)).map((row) => [row.agency_id, row]));
  const reminded = new Map((await lastReminders(r, period.period_id)).map((row) => [row.agency_id, row.day]));
  return agencies.map((agency): ReturnView => {
    const row: AgencyReturnRow | undefined = returns.get(agency.agency_id);
    return {
      agencyId: agency.agency_id,
      name: agency.name,
      tier: agency.tier,
      sentAt: row?.sent_at ?? null,
      isLate: row ? isLate(period, row.sent_at) : false,
      staff: row?.staff ?? null,
      leaders: row?.leaders ?? null,
      onDay: row?.on_day ?? null,
      directoryReviewed: row ? row.directory_reviewed === 1 : null,
      problems: row?.problems ?? "",
      proposals: row?.proposals ?? "",
      remindedOn: reminded.get(agency.agency_id) ?? null,
      mayFile: powers.may("report.file", agency.path),
    };
  });
}
