import type { AccountId, AgencyId, FrozenReportId, ReportPeriodId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";

/** A period on which agencies report. `schedule_id` is "" for one opened by hand. Days are local, both included. */
export type ReportPeriodRow = {
  period_id: ReportPeriodId;
  schedule_id: string;
  name: string;
  from_day: string;
  to_day: string;
  due_day: string;
  opened_at: number;
  opened_by: AccountId | null;
};

/** What an agency reported on a period: people on a day, whether its directory was reviewed, problems and proposals. */
export type AgencyReturnRow = {
  period_id: ReportPeriodId;
  agency_id: AgencyId;
  on_day: string;
  staff: number;
  leaders: number;
  directory_reviewed: number;
  problems: string;
  proposals: string;
  sent_at: number;
  sent_by: AccountId | null;
};

/** A report kept as it was: `content` is canonical JSON, `hash` its SHA-256 in lower-case hex. */
export type FrozenReportRow = {
  report_id: FrozenReportId;
  agency_id: AgencyId;
  period_id: ReportPeriodId | null;
  from_day: string;
  to_day: string;
  frozen_at: number;
  frozen_by: AccountId | null;
  mailed_at: number | null;
  /** 1: everybody who is signed in may read it as open data. */
  is_open: number;
  hash: string;
  content: string;
};

/** Opens a period; false when the same one of its schedule is open already. */
export async function insertReportPeriod(tx: Tx, p: ReportPeriodRow): Promise<boolean> {
  const made = await tx.all(
    `INSERT INTO report_period (period_id, schedule_id, name, from_day, to_day, due_day, opened_at, opened_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING RETURNING period_id`,
    p.period_id,
    p.schedule_id,
    p.name,
    p.from_day,
    p.to_day,
    p.due_day,
    p.opened_at,
    p.opened_by,
  );
  return made.length > 0;
}

/** All periods, the latest first: a few a year. */
export function reportPeriods(r: Reader): Promise<ReportPeriodRow[]> {
  return r.all<ReportPeriodRow & Row>(`SELECT * FROM report_period ORDER BY to_day DESC, due_day DESC, period_id`);
}

/** One period. */
export function reportPeriod(r: Reader, periodId: ReportPeriodId): Promise<ReportPeriodRow | undefined> {
  return r.get<ReportPeriodRow & Row>(`SELECT * FROM report_period WHERE period_id = ?`, periodId);
}

/** Keeps what an agency reports on a period; a later one takes the place of the first. */
export async function putAgencyReturn(tx: Tx, q: AgencyReturnRow): Promise<void> {
  await tx.run(
    `INSERT INTO agency_return (period_id, agency_id, on_day, staff, leaders, directory_reviewed, problems, proposals, sent_at, sent_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (period_id, agency_id) DO UPDATE SET on_day = excluded.on_day, staff = excluded.staff,
        leaders = excluded.leaders, directory_reviewed = excluded.directory_reviewed, problems = excluded.problems,
        proposals = excluded.proposals, sent_at = excluded.sent_at, sent_by = excluded.sent_by`,
    q.period_id,
    q.agency_id,
    q.on_day,
    q.staff,
    q.leaders,
    q.directory_reviewed,
    q.problems,
    q.proposals,
    q.sent_at,
    q.sent_by,
  );
}

/** What agencies reported on a period. */
export function agencyReturns(r: Reader, periodId: ReportPeriodId): Promise<AgencyReturnRow[]> {
  return r.all<AgencyReturnRow & Row>(`SELECT * FROM agency_return WHERE period_id = ? ORDER BY agency_id`, periodId);
}

/** Notes that an agency was reminded on a day (local); false when it was already. */
export async function insertReminder(
  tx: Tx,
  q: { periodId: ReportPeriodId; agencyId: AgencyId; day: string; at: number },
): Promise<boolean> {
  const made = await tx.all(
    `INSERT INTO report_reminder (period_id, agency_id, day, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING agency_id`,
    q.periodId,
    q.agencyId,
    q.day,
    q.at,
  );
  return made.length > 0;
}

/** When each agency was last reminded of a period. */
export function lastReminders(r: Reader, periodId: ReportPeriodId): Promise<{ agency_id: AgencyId; day: string }[]> {
  return r.all(
    `SELECT agency_id, MAX(day) AS day FROM report_reminder WHERE period_id = ? GROUP BY agency_id ORDER BY agency_id`,
    periodId,
  );
}

/** Keeps a frozen report. */
export async function insertFrozenReport(tx: Tx, f: FrozenReportRow): Promise<void> {
  await tx.run(
    `INSERT INTO frozen_report (report_id, agency_id, period_id, from_day, to_day, frozen_at, frozen_by, mailed_at, is_open, hash, content)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    f.report_id,
    f.agency_id,
    f.period_id,
    f.from_day,
    f.to_day,
    f.frozen_at,
    f.frozen_by,
    f.mailed_at,
    f.is_open,
    f.hash,
    f.content,
  );
}

export type FrozenReportEntry = Omit<FrozenReportRow, "content">;
const ENTRY =
  "f.report_id, f.agency_id, f.period_id, f.from_day, f.to_day, f.frozen_at, f.frozen_by, f.mailed_at, f.is_open, f.hash";

/** Frozen reports that were frozen before an instant, the latest first, without their content. */
export function frozenReports(r: Reader, q: { beforeMs: number; limit: number }): Promise<FrozenReportEntry[]> {
  return r.all<FrozenReportEntry & Row>(
    `SELECT ${ENTRY} FROM frozen_report f WHERE f.frozen_at < ? ORDER BY f.frozen_at DESC LIMIT ?`,
    q.beforeMs,
    q.limit,
  );
}

/** Those frozen for a period, without their content. */
export function frozenOfPeriod(r: Reader, periodId: ReportPeriodId): Promise<FrozenReportEntry[]> {
  return r.all<FrozenReportEntry & Row>(
    `SELECT ${ENTRY} FROM frozen_report f WHERE f.period_id = ? ORDER BY f.frozen_at`,
    periodId,
  );
}

/** One frozen report. */
export function frozenReport(r: Reader, reportId: FrozenReportId): Promise<FrozenReportRow | undefined> {
  return r.get<FrozenReportRow & Row>(`SELECT * FROM frozen_report WHERE report_id = ?`, reportId);
}

/** Notes that a frozen report was sent by mail; false when it was before. */
export async function markMailed(tx: Tx, reportId: FrozenReportId, at: number): Promise<boolean> {
  const done = await tx.all(
    `UPDATE frozen_report SET mailed_at = ? WHERE report_id = ? AND mailed_at IS NULL RETURNING report_id`,
    at,
    reportId,
  );
  return done.length > 0;
}

/** Opens a frozen report as open data, or takes it back. */
export async function setOpen(tx: Tx, reportId: FrozenReportId, isOpen: boolean): Promise<void> {
  await tx.run(`UPDATE frozen_report SET is_open = ? WHERE report_id = ?`, isOpen ? 1 : 0, reportId);
}
