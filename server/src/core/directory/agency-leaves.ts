import type { AgencyLeave } from "@congthu/shared/api/leaves";
import { localDayNumber } from "@congthu/shared/dates";
import type { AgencyId } from "@congthu/shared/ids";
import { leavesBelow } from "../../store/leaves.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { powersOf } from "./acts.ts";
import { visibleAgency } from "./agency-tree.ts";
import { leaveEntryOf } from "./leaves.ts";

/** Days for which leave that is over is still listed. */
const PAST_DAYS = 365;

/** Leave of the people of an agency and all below it, the latest first. Throws agency.notFound, access.denied. */
export function listAgencyLeaves(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  agencyId: AgencyId,
): Promise<AgencyLeave[]> {
  return app.db.read(async (r) => {
    const powers = await powersOf(r, principal);
    const agency = await visibleAgency(r, powers, agencyId);
    powers.require("agency.headcount", agency.path);
    const since = localDayNumber(app.clock.now()) - PAST_DAYS;
    return (await leavesBelow(r, { path: agency.path, since })).map((row) => ({
      ...leaveEntryOf(row),
      accountId: row.account_id,
      name: row.full_name,
      agencyName: row.agency_name,
    }));
  });
}
