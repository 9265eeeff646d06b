import type { UsageTrend } from "@congthu/shared/api/reports";
import { addDays, dayNumber, dayOfNumber, firstOfMonth, localDay, monthAndDay } from "@congthu/shared/dates";
import type { AgencyId } from "@congthu/shared/ids";
import type { Reader } from "../../store/db.ts";
import type { UsageSums } from "../../store/usage.ts";
import { keptMonth } from "../../store/usage-kept.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { type AgencyScope, scopesOn } from "./agency-frame.ts";
import { reportPaths, scopeOf } from "./build-report.ts";
import { factsSince } from "./facts-since.ts";
import { receivedSum, sentSum } from "./month-sums.ts";
import { type PeriodPlan, planPeriod } from "./period-plan.ts";
import { rollUpUsage } from "./roll-up-usage.ts";
import { scanPeople } from "./scan-people.ts";
import { sumsBetween, wholeSumsBetween } from "./sums-between.ts";
import { usageDefinition, workCalendar } from "./usage-definition.ts";
import { weigh } from "./weigh-person.ts";

const MONTHS = 12;

/**
 * Users, regular users, letters and mailboxes of the 12 months that end with the one of `to`, each by the definition valid at its end;
 * months of which the facts of persons are gone by the figures kept of them.
 * Throws access.denied, agency.notFound.
 */
export async function usageTrend(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: { to: string; agencyId?: AgencyId | undefined },
): Promise<UsageTrend> {
  const paths = await app.db.read((r) => reportPaths(r, principal, q.agencyId));
  await rollUpUsage(app);
  return app.db.read(async (r) => {
    const calendar = await workCalendar(r);
    const last = monthAndDay(dayNumber(q.to)).month;
    const spans: { from: string; to: string; ahead: boolean }[] = [];
    for (let month = last - MONTHS + 1; month <= last; month++) {
      const from = dayOfNumber(firstOfMonth(month));
      const to = earlier(addDays(dayOfNumber(firstOfMonth(month + 1)), -1), q.to, localDay(app.clock.now()));
      // A month that lies ahead has no day, and nobody in it.
      const ends = to < from ? from : to;
      spans.push({ from, to: ends, ahead: to < from });
    }
    const scopes = await scopesOn(
      r,
      paths,
      spans.map((span) => span.to),
    );
    const months: Month[] = [];
    for (const { from, to, ahead } of spans) {
      const plan = planPeriod(from, to, await usageDefinition(r, to), calendar);
      const scope = scopes.get(to);
      if (scope) months.push({ plan, scope, from, ahead, users: 0, regular: 0, mailboxes: 0 });
    }
    const first = months[0];
    const end = months.at(-1);
    if (!first || !end) return { months: [] };
    const since = await factsSince(r);
    for (const m of months) {
      if (m.from >= since) continue;
      for (const kept of await keptMonth(r, m.plan.months[0]?.month ?? 0)) {
        if (!m.scope.holds(kept.agency_id)) continue;
        m.mailboxes += kept.mailboxes;
        m.users += kept.users;
        m.regular += kept.regular;
      }
    }
    await scanPeople(r, { paths: scopeOf(paths), from: first.plan.from, to: end.plan.to }, (track) => {
      for (const m of months) {
        const weight = m.ahead || m.from < since ? undefined : weigh(track, m.plan);
        if (!weight || !m.scope.holds(weight.agencyId)) continue;
        m.mailboxes++;
        if (weight.onLeave) continue;
        if (weight.usedDays > 0) m.users++;
        if (weight.regular) m.regular++;
      }
    });
    const told: UsageTrend["months"] = [];
    for (const { from, users, regular, mailboxes, plan, scope, ahead } of months) {
      let [letters, received] = [0, 0];
      for (const sums of ahead ? [] : await sumsIn(r, scope, plan)) {
        letters += sentSum(sums);
        received += receivedSum(sums);
      }
      told.push({ month: from.slice(0, 7), users, regular, mailboxes, letters, received });
    }
    return { months: told };
  });
}

/** The sums of a scope in a time: of all agencies at once where all are in it. */
async function sumsIn(r: Reader, scope: AgencyScope, plan: PeriodPlan): Promise<UsageSums[]> {
  const whole = scope.isWhole ? await wholeSumsBetween(r, plan) : undefined;
  if (whole) return [whole];
  return [...(await sumsBetween(r, scope, plan))].filter(([id]) => scope.holds(id)).map(([, sums]) => sums);
}

type Month = {
  plan: PeriodPlan;
  scope: AgencyScope;
  from: string;
  ahead: boolean;
  users: number;
  regular: number;
  mailboxes: number;
};

function earlier(...days: string[]): string {
  return days.reduce((a, b) => (a < b ? a : b));
}
