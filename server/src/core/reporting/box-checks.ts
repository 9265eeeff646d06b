import type { BoxChecks } from "@congthu/shared/api/reports";
import { dayNumber, dayOfNumber } from "@congthu/shared/dates";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { workingDaysBetween } from "@congthu/shared/working-days";
import { agencyMailboxes } from "../../store/accounts.ts";
import { namesOf } from "../../store/usage-scan.ts";
import { boxDaysOf } from "../../store/usage-tracks.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { powersOf } from "../directory/acts.ts";
import { visibleAgency } from "../directory/agency-tree.ts";
import { lastDayOf } from "./build-report.ts";
import { rollUpUsage } from "./roll-up-usage.ts";
import { workCalendar } from "./usage-definition.ts";

/**
 * Who opened letters in the mailboxes of an agency on which days, by name: for the agency's own administrator alone, and the look is in the audit before
 * anything is shown. Throws access.denied, agency.notFound, invalid.
 */
export async function boxChecks(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: { from: string; to: string; agencyId: AgencyId },
): Promise<BoxChecks> {
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
      detail: { from: q.from, to: q.to, of: "agencyMailboxes" },
    });
  });
  await rollUpUsage(app);
  return app.db.read(async (r) => {
    const boxes: BoxChecks["boxes"] = [];
    for (const box of await agencyMailboxes(r, q.agencyId)) {
      const looks = await boxDaysOf(r, { mailboxId: box.account_id, from: dayNumber(q.from), to: dayNumber(through) });
      const ids = [...new Set(looks.map((look) => look.clerk_id))].filter((id): id is AccountId => id !== "");
      const names = new Map((await namesOf(r, ids)).map((n) => [n.account_id, n.full_name]));
      boxes.push({
        id: box.account_id,
        name: box.full_name,
        address: box.address,
        looks: looks.map((look) => ({
          day: dayOfNumber(look.day),
          // Empty: of somebody whose facts were erased.
          clerk: names.get(look.clerk_id) ?? "",
          morning: look.morning,
          afternoon: look.afternoon,
        })),
      });
    }
    return { through, workingDays: workingDaysBetween(q.from, through, await workCalendar(r)), boxes };
  });
}
