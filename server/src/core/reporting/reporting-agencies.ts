import { localDay } from "@congthu/shared/dates";
import type { AgencyId } from "@congthu/shared/ids";
import { accountTally } from "../../store/accounts.ts";
import { type AgencyRow, agencySubtree } from "../../store/agencies.ts";
import { headcountsOn } from "../../store/agency-history.ts";
import type { Reader } from "../../store/db.ts";
import { reportUnits } from "./report-units.ts";

/**
 * The agencies of some subtrees that have to report on themselves, in the order of the tree: those in being on a day that are no division of another
 * and do not only hold others together.
 */
export async function reportingAgencies(r: Reader, paths: readonly string[], nowMs: number): Promise<AgencyRow[]> {
  const today = localDay(nowMs);
  const all: AgencyRow[] = [];
  for (const path of paths) all.push(...(await agencySubtree(r, path)));
  const open = all.filter((a) => a.closed_on === null || a.closed_on > today);
  const units = reportUnits(open);
  const peopled = new Set<AgencyId>();
  for (const path of paths)
    for (const t of await accountTally(r, path))
      if (t.kind === "person") peopled.add(units.get(t.agency_id)?.agency_id ?? t.agency_id);
  const declared = new Set((await headcountsOn(r, today)).map((h) => h.agency_id));
  const parents = new Set(open.map((a) => a.parent_id));
  const reporting = open.filter((a) => {
    const id = a.agency_id;
    return units.get(id) === a && (peopled.has(id) || declared.has(id) || !parents.has(id));
  });
  return inTreeOrder(open, reporting);
}

function inTreeOrder(all: readonly AgencyRow[], some: readonly AgencyRow[]): AgencyRow[] {
  const byId = new Map(all.map((a) => [a.agency_id, a]));
  const rank = (a: AgencyRow): string => {
    const above = a.parent_id === null ? undefined : byId.get(a.parent_id);
    return `${above ? rank(above) : ""}${String(a.sort_order).padStart(7, "0")}${a.agency_id}/`;
  };
  const ranks = new Map(some.map((a) => [a.agency_id, rank(a)]));
  return [...some].sort((a, b) => ((ranks.get(a.agency_id) ?? "") < (ranks.get(b.agency_id) ?? "") ? -1 : 1));
}
