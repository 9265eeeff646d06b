import type { AgencyId } from "@congthu/shared/ids";
import type { AgencyRow } from "../../store/agencies.ts";

/** The agency as which another is reported: itself, or, of a division, the nearest agency above that is none. */
export function reportUnits(agencies: readonly AgencyRow[]): Map<AgencyId, AgencyRow> {
  const byId = new Map(agencies.map((a) => [a.agency_id, a]));
  const units = new Map<AgencyId, AgencyRow>();
  for (const agency of agencies) {
    let unit = agency;
    while (unit.kind === "division" && unit.parent_id !== null) {
      const above = byId.get(unit.parent_id);
      if (!above) break;
      unit = above;
    }
    units.set(agency.agency_id, unit);
  }
  return units;
}
