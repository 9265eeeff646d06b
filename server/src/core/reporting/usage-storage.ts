import type { UsageStorage } from "@congthu/shared/api/reports";
import { localDay } from "@congthu/shared/dates";
import type { AgencyId } from "@congthu/shared/ids";
import { storageByAgency } from "../../store/usage-scan.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { frameOn } from "./agency-frame.ts";
import { reportPaths, scopeOf } from "./build-report.ts";

/** Room that personal mailboxes use now, agency by agency. Throws access.denied, agency.notFound. */
export function usageStorage(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: { agencyId?: AgencyId | undefined },
): Promise<UsageStorage> {
  return app.db.read(async (r) => {
    const paths = await reportPaths(r, principal, q.agencyId);
    const frame = await frameOn(r, paths, localDay(app.clock.now()));
    const sums = new Map<AgencyId, { mailboxes: number; usedBytes: number; quotaBytes: number; full: number }>();
    for (const row of await storageByAgency(r, scopeOf(paths))) {
      const unit = frame.unitOf(row.agency_id);
      if (unit === undefined) continue;
      const sum = sums.get(unit) ?? { mailboxes: 0, usedBytes: 0, quotaBytes: 0, full: 0 };
      sums.set(unit, {
        mailboxes: sum.mailboxes + row.n,
        usedBytes: sum.usedBytes + row.used_bytes,
        quotaBytes: sum.quotaBytes + row.quota_bytes,
        full: sum.full + row.full_n,
      });
    }
    const rows = frame.agencies.flatMap((a) => {
      const sum = sums.get(a.agency_id);
      return sum ? [{ agencyId: a.agency_id, name: a.name, ...sum }] : [];
    });
    return { rows };
  });
}
