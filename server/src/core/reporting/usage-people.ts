import type { UsagePerson } from "@congthu/shared/api/reports";
import { localDay } from "@congthu/shared/dates";
import type { AgencyId } from "@congthu/shared/ids";
import { hydrate } from "../../store/account-list.ts";
import { agencySubtree } from "../../store/agencies.ts";
import { chunks } from "../../store/db.ts";
import { periodUsage } from "../../store/usage.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { powersOf } from "../directory/acts.ts";
import { visibleAgency } from "../directory/agency-tree.ts";
import { MailError } from "../errors.ts";
import { isRegular, livedAt, periodDays } from "./count-usage.ts";
import { reportUnits } from "./report-units.ts";
import { rollUpUsage } from "./roll-up-usage.ts";
import { usageDefinition, workCalendar } from "./usage-definition.ts";

/**
 * Who of one agency (its divisions with it) used the mailbox on how many days, by name: sensitive by Law 91/2025, so only for the agency's own
 * administrator, and the look is in the audit before anything is shown. Throws access.denied, agency.notFound, invalid.
 */
export async function usagePeople(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: { from: string; to: string; agencyId: AgencyId },
): Promise<{ people: UsagePerson[]; through: string }> {
  const today = localDay(app.clock.now());
  const through = q.to < today ? q.to : today;
  if (q.from > through) throw new MailError("invalid", "period");
  await app.db.write(async (tx) => {
    const powers = await powersOf(tx, principal);
    const agency = await visibleAgency(tx, powers, q.agencyId);
    powers.require("usage.people", agency.path);
    await appendAuditIn(app, tx, principal, {
      action: "usage.peopleViewed",
      subjectKind: "report",
      subjectId: q.agencyId,
      agencyId: q.agencyId,
      detail: { from: q.from, to: q.to },
    });
  });
  await rollUpUsage(app);
  const people = await app.db.read(async (r) => {
    const agency = await visibleAgency(r, await powersOf(r, principal), q.agencyId);
    const units = reportUnits(await agencySubtree(r, agency.path));
    const definition = await usageDefinition(r);
    const days = periodDays(q.from, through, await workCalendar(r));
    const usage = (
      await periodUsage(r, {
        paths: [agency.path],
        from: q.from,
        to: through,
        daysOff: days.off,
        acts: definition.acts,
      })
    ).filter(
      (u) => u.kind === "person" && livedAt(u, through) && units.get(u.agency_id)?.agency_id === agency.agency_id,
    );
    const named = new Map<string, Awaited<ReturnType<typeof hydrate>>[number]>();
    for (const part of chunks(usage, 500))
      for (const row of await hydrate(
        r,
        part.map((u) => u.account_id),
      ))
        named.set(row.account_id, row);
    return usage
      .flatMap((u) => {
        const row = named.get(u.account_id);
        return row ? [{ u, row }] : [];
      })
      .sort((a, b) => (a.row.sort_key < b.row.sort_key ? -1 : 1))
      .map(({ u, row }) => ({
        id: u.account_id,
        name: row.full_name,
        title: row.title,
        unit: row.unit,
        isLeader: u.is_leader === 1,
        locked: u.status === "locked",
        usedDays: u.used_days,
        workedDays: u.worked_days,
        workingDays: days.since(u.created_at),
        regular: isRegular(u, days, definition),
        lastUsed: u.last_used,
        letters: u.letters,
      }));
  });
  return { people, through };
}
