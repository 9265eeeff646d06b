import type { UsagePerson } from "@congthu/shared/api/reports";
import { dayOfNumber } from "@congthu/shared/dates";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import type { Reader } from "../../store/db.ts";
import { lettersOf } from "../../store/usage.ts";
import { namesOf } from "../../store/usage-scan.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { powersOf } from "../directory/acts.ts";
import { visibleAgency } from "../directory/agency-tree.ts";
import { lastDayOf, windowOf } from "./build-report.ts";
import { rollUpUsage } from "./roll-up-usage.ts";
import { scanPeople } from "./scan-people.ts";
import { usageDefinition, workCalendar } from "./usage-definition.ts";
import { lastActed, reasonOf, type Track, type Weight, weigh } from "./weigh-person.ts";

/**
 * Who of one agency (its divisions with it) used the mailbox on how many days, by name: sensitive by Law 91/2025, so only for the agency's own
 * administrator, and the look is in the audit before anything is shown. Throws access.denied, agency.notFound, invalid.
 */
export async function usagePeople(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: { from: string; to: string; agencyId: AgencyId },
): Promise<{ people: UsagePerson[]; through: string }> {
  const through = lastDayOf(app, q);
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
  return { people: await app.db.read((r) => peopleOf(r, principal, { ...q, through })), through };
}

type Seen = { track: Track; weight: Weight };

async function peopleOf(
  r: Reader,
  principal: Principal,
  q: { from: string; through: string; agencyId: AgencyId },
): Promise<UsagePerson[]> {
  const agency = await visibleAgency(r, await powersOf(r, principal), q.agencyId);
  const asked = {
    from: q.from,
    to: q.through,
    definition: await usageDefinition(r, q.through),
    calendar: await workCalendar(r),
  };
  const { plan, frame } = await windowOf(r, { ...asked, paths: [agency.path] });
  const seen = new Map<AccountId, Seen>();
  await scanPeople(r, { paths: [agency.path], from: plan.from, to: plan.to }, (track) => {
    const weight = weigh(track, plan);
    if (weight && frame.unitOf(weight.agencyId) === agency.agency_id) seen.set(track.accountId, { track, weight });
  });
  const ids = [...seen.keys()];
  const letters = await lettersOf(r, { accountIds: ids, from: plan.from, to: plan.to });
  return (await namesOf(r, ids)).flatMap((name): UsagePerson[] => {
    const found = seen.get(name.account_id);
    if (!found) return [];
    const { track, weight } = found;
    const last = lastActed(track, plan);
    return [
      {
        id: name.account_id,
        name: name.full_name,
        title: name.title,
        unit: name.unit,
        isLeader: weight.isLeader,
        locked: weight.locked,
        usedDays: weight.usedDays,
        workedDays: weight.workedDays,
        workingDays: weight.workingDays,
        regular: weight.regular,
        reason: reasonOf(track, plan),
        leaveDays: weight.leaveDays,
        lastUsed: last === null ? null : dayOfNumber(last),
        letters: letters.get(name.account_id) ?? 0,
      },
    ];
  });
}
