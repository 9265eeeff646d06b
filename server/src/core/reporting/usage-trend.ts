import type { UsageTrend } from "@congthu/shared/api/reports";
import { localDay, startOfLocalDay } from "@congthu/shared/dates";
import type { AgencyId } from "@congthu/shared/ids";
import { monthlyUsers, personalMailboxes } from "../../store/usage.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { reportPaths } from "./build-report.ts";
import { rollUpUsage } from "./roll-up-usage.ts";
import { usageDefinition } from "./usage-definition.ts";

/** Users and letters of the 12 months that end with the one of `to`; of mailboxes as they are now. Throws access.denied, agency.notFound. */
export async function usageTrend(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: { to: string; agencyId?: AgencyId | undefined },
): Promise<UsageTrend> {
  const paths = await app.db.read((r) => reportPaths(r, principal, q.agencyId));
  await rollUpUsage(app);
  return app.db.read(async (r) => {
    const { acts } = await usageDefinition(r);
    const months = monthsUntil(q.to.slice(0, 7), 12);
    const [first = ""] = months;
    const today = localDay(app.clock.now());
    const scope = paths.some((path) => path.split("/").length === 3) ? null : paths;
    const users = await monthlyUsers(r, { paths: scope, from: `${first}-01`, to: q.to < today ? q.to : today, acts });
    const byMonth = new Map(users.map((u) => [u.month, u]));
    const opened = await personalMailboxes(r, scope);
    return {
      months: months.map((month) => ({
        month,
        users: byMonth.get(month)?.users ?? 0,
        mailboxes: opened.filter((at) => at < startOfLocalDay(`${monthAfter(month)}-01`)).length,
        letters: byMonth.get(month)?.letters ?? 0,
      })),
    };
  });
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
