import type { ReportPeriodView } from "@congthu/shared/api/report-periods";
import { addDays, localDay, startOfLocalDay } from "@congthu/shared/dates";
import type { ReportPeriodId } from "@congthu/shared/ids";
import { dueDay, openPeriod } from "@congthu/shared/report-periods";
import { randomId } from "../../lib/ids.ts";
import type { Reader } from "../../store/db.ts";
import {
  agencyReturns,
  frozenOfPeriod,
  insertReportPeriod,
  type ReportPeriodRow,
  reportPeriod,
  reportPeriods,
} from "../../store/reports.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { powersOf, requireWhole } from "../directory/acts.ts";
import { MailError } from "../errors.ts";
import { readSetting } from "../settings/read-setting.ts";
import { reportingAgencies } from "./reporting-agencies.ts";

type Deps = Pick<App, "clock" | "db">;

/** The periods agencies report on, the latest first, counted over the agencies the principal may watch. Throws access.denied. */
export function listReportPeriods(app: Deps, principal: Principal): Promise<ReportPeriodView[]> {
  return app.db.read(async (r) => {
    const paths = (await powersOf(r, principal)).paths("usage.view");
    if (paths.length === 0) throw new MailError("access.denied");
    const agencies = new Set((await reportingAgencies(r, paths, app.clock.now())).map((a) => a.agency_id));
    const views: ReportPeriodView[] = [];
    for (const p of await reportPeriods(r)) {
      const returns = (await agencyReturns(r, p.period_id)).filter((q) => agencies.has(q.agency_id));
      views.push({
        id: p.period_id,
        name: p.name,
        from: p.from_day,
        to: p.to_day,
        due: p.due_day,
        agencies: agencies.size,
        returned: returns.length,
        late: returns.filter((q) => isLate(p, q.sent_at)).length,
        frozen: (await frozenOfPeriod(r, p.period_id)).map((f) => f.report_id),
      });
    }
    return views;
  });
}

/** Opens a period by hand. Throws access.denied, invalid (ends before it begins), state.mismatch (open already). */
export async function openReportPeriod(
  app: Deps,
  principal: Principal,
  q: { name: string; from: string; to: string; due: string },
): Promise<{ id: ReportPeriodId }> {
  requireWhole(principal, "report.manage");
  if (q.name === "" || q.from > q.to) throw new MailError("invalid", "period");
  const id = randomId<"reportPeriod">("p");
  await app.db.write(async (tx) => {
    const row = {
      period_id: id,
      schedule_id: "",
      name: q.name,
      from_day: q.from,
      to_day: q.to,
      due_day: q.due,
      opened_at: app.clock.now(),
      opened_by: principal.account.account_id || null,
    };
    if (!(await insertReportPeriod(tx, row))) throw new MailError("state.mismatch", "open already");
    await appendAuditIn(app, tx, principal, {
      action: "report.periodOpened",
      subjectKind: "report",
      subjectId: id,
      agencyId: null,
      detail: { name: q.name, from: q.from, to: q.to, due: q.due },
    });
  });
  return { id };
}

/** Opens what the schedules of the setting `reporting` ask for today; gives how many. Opening twice is once. */
export async function openScheduledPeriods(app: Deps): Promise<number> {
  const today = localDay(app.clock.now());
  const { schedules } = await app.db.read((r) => readSetting(r, "reporting"));
  const asked = schedules.flatMap((s) => {
    const period = openPeriod(s, today);
    return period ? [{ s, period }] : [];
  });
  const known = new Set((await app.db.read(reportPeriods)).map((p) => `${p.schedule_id} ${p.from_day} ${p.to_day}`));
  const missing = asked.filter(({ s, period }) => !known.has(`${s.id} ${period.from} ${period.to}`));
  for (const { s, period } of missing)
    await app.db.write((tx) =>
      insertReportPeriod(tx, {
        period_id: randomId<"reportPeriod">("p"),
        schedule_id: s.id,
        name: s.name,
        from_day: period.from,
        to_day: period.to,
        due_day: dueDay(s, period),
        opened_at: app.clock.now(),
        opened_by: null,
      }),
    );
  return missing.length;
}

/** One period. Throws notFound. */
export async function requirePeriod(r: Reader, periodId: ReportPeriodId): Promise<ReportPeriodRow> {
  const period = await reportPeriod(r, periodId);
  if (!period) throw new MailError("notFound", "period");
  return period;
}

/** Whether a report came after its due day. */
export function isLate(period: Pick<ReportPeriodRow, "due_day">, sentAt: number): boolean {
  return sentAt >= startOfLocalDay(addDays(period.due_day, 1));
}
