import type { AgencyId } from "@congthu/shared/ids";
import type { AgencyRow } from "../../store/agencies.ts";

/**
 * The agency as which another is reported: itself, or, of a division, the nearest agency above that is none. `parentOf` is the tree of the day
 * that is asked about.
 */
export function reportUnits(
  agencies: readonly AgencyRow[],
  parentOf: (a: AgencyRow) => AgencyId | null = (a) => a.parent_id,
): Map<AgencyId, AgencyRow> {
  const byId = new Map(agencies.map((a) => [a.agency_id, a]));
  const units = new Map<AgencyId, AgencyRow>();
  for (const agency of agencies) {
    let unit = agency;
    for (let steps = 0; unit.kind === "division" && steps < agencies.length; steps++) {
      const parent = parentOf(unit);
      const above = parent === null ? undefined : byId.get(parent);
      if (!above) break;
      unit = above;
    }
    units.set(agency.agency_id, unit);
  }
  return units;
}
