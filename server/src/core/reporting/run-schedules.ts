import { localDay } from "@congthu/shared/dates";
import { frozenOfPeriod, reportPeriods } from "../../store/reports.ts";
import { operatorPrincipal } from "../directory/operator.ts";
import { readSetting } from "../settings/read-setting.ts";
import type { SubmitDeps } from "../submission/submit.ts";
import { freezeReport } from "./freeze-report.ts";
import { remindAsScheduled } from "./remind-agencies.ts";
import { mailReportOnce, reportSender } from "./report-mail.ts";
import { openScheduledPeriods } from "./report-periods.ts";

/**
 * What the schedules ask for now: opens periods, reminds, and once a period is due freezes its report and mails it to the schedule's list. Gives how much it
 * did. Each step is done once, however often it is run.
 */
export async function runSchedules(app: SubmitDeps): Promise<number> {
  return (await openScheduledPeriods(app)) + (await remindAsScheduled(app)) + (await closeDue(app));
}

async function closeDue(app: SubmitDeps): Promise<number> {
  const today = localDay(app.clock.now());
  const { due, schedules, hasSender } = await app.db.read(async (r) => {
    const { schedules } = await readSetting(r, "reporting");
    const known = new Set(schedules.map((s) => s.id));
    const periods = schedules.length === 0 ? [] : await reportPeriods(r);
    return {
      schedules,
      due: periods.filter((p) => known.has(p.schedule_id) && p.due_day < today && p.to_day < today),
      hasSender: (await reportSender(r)) !== undefined,
    };
  });
  let did = 0;
  for (const period of due) {
    const [first] = await app.db.read((r) => frozenOfPeriod(r, period.period_id));
    let id = first?.report_id;
    if (id === undefined) {
      const operator = await app.db.read(operatorPrincipal);
      const window = { from: period.from_day, to: period.to_day };
      id = (await freezeReport(app, operator, { ...window, periodId: period.period_id })).report_id;
      did++;
    }
    const to = schedules.find((s) => s.id === period.schedule_id)?.mailTo ?? [];
    if (to.length > 0 && hasSender && !first?.mailed_at && (await mailReportOnce(app, id, to))) did++;
  }
  return did;
}
