import type { UsageTrend } from "@congthu/shared/api/reports";
import { addDays, localDay } from "@congthu/shared/dates";
import type { AgencyId } from "@congthu/shared/ids";
import { countUsers, mailboxTally } from "../../store/usage.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { isRootPath } from "../directory/acts.ts";
import { reportPaths } from "./build-report.ts";
import { endOf } from "./count-usage.ts";
import { rollUpUsage } from "./roll-up-usage.ts";
import { usageDefinition } from "./usage-definition.ts";

/** Users, letters and mailboxes of the 12 months that end with the one of `to`. Throws access.denied, agency.notFound. */
export async function usageTrend(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: { to: string; agencyId?: AgencyId | undefined },
): Promise<UsageTrend> {
  const paths = await app.db.read((r) => reportPaths(r, principal, q.agencyId));
  await rollUpUsage(app);
  const { acts } = await app.db.read(usageDefinition);
  const scope = paths.some(isRootPath) ? null : paths;
  const today = localDay(app.clock.now());
  const last = q.to < today ? q.to : today;
  const months: UsageTrend["months"] = [];
  for (const month of monthsUntil(q.to.slice(0, 7), 12)) {
    const end = addDays(`${monthAfter(month)}-01`, -1);
    const to = end < last ? end : last;
    // A month at a time, so that the mail waits for no more than that.
    await new Promise(setImmediate);
    months.push(
      await app.db.read(async (r) => ({
        month,
        ...(await countUsers(r, { paths: scope, from: `${month}-01`, to, acts })),
        mailboxes: (await mailboxTally(r, scope, endOf(to))).reduce((n, m) => n + m.n, 0),
      })),
    );
  }
  return { months };
}

function monthsUntil(last: string, count: number): string[] {
  const end = Number(last.slice(0, 4)) * 12 + Number(last.slice(5, 7)) - 1;
  return Array.from({ length: count }, (_, i) => monthName(end - count + 1 + i));
}

function monthAfter(month: string): string {
  return monthName(Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)));
}

/** Months counted from January of the year 0. */
function monthName(n: number): string {
  return `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, "0")}`;
}
