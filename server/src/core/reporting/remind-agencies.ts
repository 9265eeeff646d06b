import { addDays, formatDay, localDay } from "@congthu/shared/dates";
import type { AgencyId, ReportPeriodId } from "@congthu/shared/ids";
import { periodTitle } from "@congthu/shared/report-periods";
import type { AccountRow } from "../../store/accounts.ts";
import { agencyMailboxes } from "../../store/accounts.ts";
import type { AgencyRow } from "../../store/agencies.ts";
import type { Reader } from "../../store/db.ts";
import { administratorAddresses } from "../../store/grants.ts";
import {
  agencyReturns,
  insertReminder,
  lastReminders,
  type ReportPeriodRow,
  reportPeriods,
} from "../../store/reports.ts";
import type { Principal } from "../access.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { requireWhole } from "../directory/acts.ts";
import { operatorPrincipal } from "../directory/operator.ts";
import { MailError } from "../errors.ts";
import { readSetting } from "../settings/read-setting.ts";
import type { SubmitDeps } from "../submission/submit.ts";
import { reportSender, sendLetter } from "./report-mail.ts";
import { requirePeriod } from "./report-periods.ts";
import { reportingAgencies } from "./reporting-agencies.ts";

/**
 * Writes to every agency that has not reported on a period, its administrators and its mailbox; each at most once a day. Throws access.denied, notFound,
 * sender.notAllowed (no mailbox to send from is set).
 */
export async function remindAgencies(
  app: SubmitDeps,
  principal: Principal,
  periodId: ReportPeriodId,
): Promise<{ reminded: number; unreachable: number }> {
  requireWhole(principal, "report.manage");
  const period = await app.db.read((r) => requirePeriod(r, periodId));
  const counts = await remind(app, period);
  await app.db.write((tx) =>
    appendAuditIn(app, tx, principal, {
      action: "report.reminded",
      subjectKind: "report",
      subjectId: periodId,
      agencyId: null,
      detail: { name: period.name, ...counts },
    }),
  );
  return counts;
}

/** Sends the reminders that the schedules ask for today; gives how many went. Without a mailbox to send from none does. */
export async function remindAsScheduled(app: SubmitDeps): Promise<number> {
  const today = localDay(app.clock.now());
  const due = await app.db.read(async (r) => {
    const { schedules } = await readSetting(r, "reporting");
    if (schedules.length === 0 || !(await reportSender(r))) return [];
    const days = new Map(schedules.map((s) => [s.id, s.remindDays]));
    const periods = await reportPeriods(r);
    return periods.filter((p) => days.get(p.schedule_id)?.some((n) => addDays(p.due_day, -n) === today));
  });
  let sent = 0;
  for (const period of due) sent += (await remind(app, period)).reminded;
  return sent;
}

async function remind(app: SubmitDeps, period: ReportPeriodRow): Promise<{ reminded: number; unreachable: number }> {
  const today = localDay(app.clock.now());
  const { sender, silent } = await app.db.read(async (r) => ({
    sender: await reportSender(r),
    silent: await silentAgencies(r, period, { today, nowMs: app.clock.now() }),
  }));
  if (!sender) throw new MailError("sender.notAllowed", "reporting.sender");
  const counts = { reminded: 0, unreachable: 0 };
  for (const agency of silent) {
    const to = await app.db.read((r) => addressesOf(r, agency.agency_id, sender));
    if (to.length === 0) {
      counts.unreachable++;
      continue;
    }
    const sent = await sendLetter(app, sender, { to, ...letterTo(agency, period, today), files: [] }, (tx) =>
      insertReminder(tx, { periodId: period.period_id, agencyId: agency.agency_id, day: today, at: app.clock.now() }),
    );
    if (sent) counts.reminded++;
  }
  return counts;
}

/** Agencies that have to report, did not, and were not reminded today. */
async function silentAgencies(
  r: Reader,
  period: ReportPeriodRow,
  { today, nowMs }: { today: string; nowMs: number },
): Promise<AgencyRow[]> {
  const tops = (await operatorPrincipal(r)).scopes.map((s) => s.path);
  const reported = new Set((await agencyReturns(r, period.period_id)).map((a) => a.agency_id));
  const reminded = new Map((await lastReminders(r, period.period_id)).map((a) => [a.agency_id, a.day]));
  const agencies = await reportingAgencies(r, tops, nowMs);
  return agencies.filter((a) => !reported.has(a.agency_id) && reminded.get(a.agency_id) !== today);
}

async function addressesOf(r: Reader, agencyId: AgencyId, sender: AccountRow): Promise<string[]> {
  const mailboxes = (await agencyMailboxes(r, agencyId)).map((a) => a.address);
  const all = new Set([...(await administratorAddresses(r, agencyId)), ...mailboxes]);
  all.delete(sender.address);
  return [...all];
}

function letterTo(agency: AgencyRow, period: ReportPeriodRow, today: string): { subject: string; text: string } {
  const title = periodTitle({ from: period.from_day, to: period.to_day });
  const isLate = today > period.due_day;
  const subject = `${isLate ? "Quá hạn" : "Nhắc"} báo cáo thư điện tử công vụ ${title}: ${agency.name}`;
  const when = isLate
    ? `Thời hạn báo cáo (${formatDay(period.due_day)}) đã qua.`
    : `Thời hạn báo cáo: ${formatDay(period.due_day)}.`;
  const text = [
    `Kính gửi ${agency.name},`,
    "",
    `Cơ quan, đơn vị chưa gửi báo cáo tình hình quản lý, sử dụng thư điện tử công vụ ${title} (${period.name}). ${when}`,
    "",
    "Đề nghị quản trị viên của cơ quan, đơn vị đăng nhập trang quản trị, mục Báo cáo, và điền: tổng số CBCCVC, NLĐ; việc rà soát danh bạ; tồn tại, vướng mắc; đề xuất, kiến nghị.",
    "",
    "Thư này do hệ thống tự động gửi.",
    "",
  ].join("\n");
  return { subject, text };
}
