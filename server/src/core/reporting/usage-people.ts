import type { UsagePerson } from "@congthu/shared/api/reports";
import { localDay } from "@congthu/shared/dates";
import type { AgencyId } from "@congthu/shared/ids";
import { personsBelow } from "../../store/accounts.ts";
import { agencySubtree } from "../../store/agencies.ts";
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
    const usage = await periodUsage(r, {
      paths: [agency.path],
      from: q.from,
      to: through,
      daysOff: days.off,
      acts: definition.acts,
    });
    const used = new Map(usage.map((u) => [u.account_id, u]));
    const own = (await personsBelow(r, agency.path)).filter(
      (p) => livedAt(p, through) && units.get(p.agency_id)?.agency_id === agency.agency_id,
    );
    return own.map((p): UsagePerson => {
      const u = used.get(p.account_id);
      const workedDays = u?.worked_days ?? 0;
      return {
        id: p.account_id,
        name: p.full_name,
        title: p.title,
        unit: p.unit,
        isLeader: p.is_leader === 1,
        locked: p.status === "locked",
        usedDays: u?.used_days ?? 0,
        workedDays,
        workingDays: days.since(p.created_at),
        regular: isRegular({ created_at: p.created_at, worked_days: workedDays }, days, definition),
        lastUsed: u?.last_used ?? null,
        letters: u?.letters ?? 0,
      };
    });
  });
  return { people, through };
}
