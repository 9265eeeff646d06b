import type { UsageTrend } from "@congthu/shared/api/reports";
import { addDays, dayNumber, dayOfNumber, firstOfMonth, localDay, monthAndDay } from "@congthu/shared/dates";
import type { AgencyId } from "@congthu/shared/ids";
import { keptMonth } from "../../store/usage-kept.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { reportPaths, scopeOf, windowOf } from "./build-report.ts";
import type { Window } from "./count-figures.ts";
import { factsSince } from "./facts-since.ts";
import { receivedSum, sentSum } from "./month-sums.ts";
import { rollUpUsage } from "./roll-up-usage.ts";
import { scanPeople } from "./scan-people.ts";
import { sumsBetween } from "./sums-between.ts";
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
    const months: Month[] = [];
    for (let month = last - MONTHS + 1; month <= last; month++) {
      const from = dayOfNumber(firstOfMonth(month));
      const to = earlier(addDays(dayOfNumber(firstOfMonth(month + 1)), -1), q.to, localDay(app.clock.now()));
      // A month that lies ahead has no day, and nobody in it.
      const ends = to < from ? from : to;
      const definition = await usageDefinition(r, ends);
      const window = await windowOf(r, { paths, from, to: ends, definition, calendar });
      months.push({ ...window, from, ahead: to < from, users: 0, regular: 0, mailboxes: 0 });
    }
    const first = months[0];
    const end = months.at(-1);
    if (!first || !end) return { months: [] };
    const since = await factsSince(r);
    for (const m of months) {
      if (m.from >= since) continue;
      for (const kept of await keptMonth(r, m.plan.months[0]?.month ?? 0)) {
        if (m.frame.unitOf(kept.agency_id) === undefined) continue;
        m.mailboxes += kept.mailboxes;
        m.users += kept.users;
        m.regular += kept.regular;
      }
    }
    await scanPeople(r, { paths: scopeOf(paths), from: first.plan.from, to: end.plan.to }, (track) => {
      for (const m of months) {
        const weight = m.ahead || m.from < since ? undefined : weigh(track, m.plan);
        if (!weight || m.frame.unitOf(weight.agencyId) === undefined) continue;
        m.mailboxes++;
        if (weight.onLeave) continue;
        if (weight.usedDays > 0) m.users++;
        if (weight.regular) m.regular++;
      }
    });
    const told: UsageTrend["months"] = [];
    for (const { from, users, regular, mailboxes, plan, frame, ahead } of months) {
      let [letters, received] = [0, 0];
      for (const [id, sums] of ahead ? [] : await sumsBetween(r, frame, plan)) {
        if (frame.unitOf(id) === undefined) continue;
        letters += sentSum(sums);
        received += receivedSum(sums);
      }
      told.push({ month: from.slice(0, 7), users, regular, mailboxes, letters, received });
    }
    return { months: told };
  });
}

type Month = Window & { from: string; ahead: boolean; users: number; regular: number; mailboxes: number };

function earlier(...days: string[]): string {
  return days.reduce((a, b) => (a < b ? a : b));
}
