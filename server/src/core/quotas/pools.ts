import type { AgencyId } from "@congthu/shared/ids";
import { agenciesById } from "../../store/agencies.ts";
import type { Reader } from "../../store/db.ts";
import { deletePool, fullPaths, putPool, storageByAgency } from "../../store/quotas.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { powersOf } from "../directory/acts.ts";
import { visibleAgency } from "../directory/agency-tree.ts";

/**
 * Those of these agencies that lie in a pool that is full: they take no mail. Nearly always no pool is, and nothing more is read.
 */
export async function withoutRoom(r: Reader, agencyIds: readonly AgencyId[]): Promise<Set<AgencyId>> {
  const full = await fullPaths(r);
  if (full.length === 0) return new Set();
  const agencies = await agenciesById(r, [...new Set(agencyIds)]);
  return new Set(agencies.filter((a) => full.some((path) => a.path.startsWith(path))).map((a) => a.agency_id));
}

/**
 * Gives an agency, with all below it, so many octets to share; null takes the pool away. Below it units may have pools of their own:
 * the narrowest one counts as well as the others. Throws agency.notFound, access.denied.
 */
export function setPool(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: { agencyId: AgencyId; poolBytes: number | null },
): Promise<void> {
  return app.db.write(async (tx) => {
    const powers = await powersOf(tx, principal);
    const agency = await visibleAgency(tx, powers, q.agencyId);
    powers.require("agency.manage", agency.path);
    const nowMs = app.clock.now();
    if (q.poolBytes === null) await deletePool(tx, q.agencyId);
    else {
      const used = (await storageByAgency(tx, agency.path)).reduce((sum, row) => sum + row.used, 0);
      await putPool(tx, {
        ...{ agency_id: q.agencyId, pool_bytes: q.poolBytes, used_bytes: used, counted_at: nowMs },
        ...{ is_full: used >= q.poolBytes ? 1 : 0, warned_percent: 0 },
      });
    }
    await appendAuditIn(app, tx, principal, {
      action: "agency.poolSet",
      subjectKind: "agency",
      subjectId: q.agencyId,
      agencyId: q.agencyId,
      detail: { poolBytes: q.poolBytes },
    });
  });
}
