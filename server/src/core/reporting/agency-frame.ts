import { dayNumber } from "@congthu/shared/dates";
import type { AgencyId } from "@congthu/shared/ids";
import { type AgencyRow, agencySubtree, type HeadcountRow } from "../../store/agencies.ts";
import { headcountsOn, placesOn, successorsBy, tiersOn } from "../../store/agency-history.ts";
import type { Reader } from "../../store/db.ts";
import { isRootPath } from "../directory/acts.ts";
import { reportUnits } from "./report-units.ts";

export type Declared = { staff: number; leaders: number };

/** The agencies of a scope as they were on one day. */
export type AgencyFrame = {
  /** In the order of the tree; those that were closed before or not yet there included, see `existed`. */
  agencies: readonly AgencyRow[];
  existed(id: AgencyId): boolean;
  /** The agency as which one is reported: for one that was merged into a single other by then, that one. Undefined outside the scope. */
  unitOf(id: AgencyId): AgencyId | undefined;
  tierOf(a: AgencyRow): string;
  /** What was declared for it: by itself or, where it did not, by its divisions. */
  declaredBy(id: AgencyId): Declared | undefined;
  hasChildren(id: AgencyId): boolean;
};

/** Reads the tree, the tiers and the headcounts of a day (local) in the subtrees that lie below `paths` now. */
export async function frameOn(r: Reader, paths: readonly string[], day: string): Promise<AgencyFrame> {
  const agencies = await inTreeOrder(r, paths);
  const parents = new Map((await placesOn(r, dayNumber(day))).map((p) => [p.agency_id, p.parent_id]));
  const parentOf = (a: AgencyRow) => (parents.has(a.agency_id) ? (parents.get(a.agency_id) ?? null) : a.parent_id);
  const units = reportUnits(agencies, parentOf);
  const tiers = new Map((await tiersOn(r, day)).map((t) => [t.agency_id, t.tier]));
  const { open, heirOf } = await heirsOn(r, agencies, day);
  const declared = declaredByUnit(
    (await headcountsOn(r, day)).filter((h) => open.has(h.agency_id)),
    units,
  );
  // A division is part of the agency above it, which is no mere holder of others for that.
  const above = new Set(agencies.filter((a) => open.has(a.agency_id) && a.kind !== "division").map(parentOf));
  const unitIds = new Map<AgencyId, AgencyId | undefined>();
  return {
    agencies,
    existed: (id) => open.has(id) && tiers.has(id),
    unitOf: (id) => onceFor(unitIds, id, () => units.get(heirOf(id))?.agency_id),
    tierOf: (a) => tiers.get(a.agency_id) ?? a.tier,
    declaredBy: (id) => declared.get(id),
    hasChildren: (id) => above.has(id),
  };
}

/** Which accounts' agencies count in a scope on a day: its own, and those that went into one of them by then. */
export type AgencyScope = { agencies: readonly AgencyRow[]; isWhole: boolean; holds(id: AgencyId): boolean };

/** The scope of each of some days (local), for figures that are not told agency by agency. */
export async function scopesOn(
  r: Reader,
  paths: readonly string[],
  days: readonly string[],
): Promise<Map<string, AgencyScope>> {
  const agencies = await inTreeOrder(r, paths);
  const own = new Set(agencies.map((a) => a.agency_id));
  const isWhole = paths.some(isRootPath);
  const scopes = new Map<string, AgencyScope>();
  for (const day of days) {
    const { heirOf } = await heirsOn(r, agencies, day);
    const held = new Map<AgencyId, boolean>();
    const holds = (id: AgencyId) => onceFor(held, id, () => own.has(heirOf(id)));
    scopes.set(day, { agencies, isWhole, holds: isWhole ? () => true : holds });
  }
  return scopes;
}

/** Who was there on a day, and where a closed agency went when it went to one place; a closed one without is told by itself. */
async function heirsOn(r: Reader, agencies: readonly AgencyRow[], day: string) {
  const open = new Set(agencies.filter((a) => a.closed_on === null || a.closed_on > day).map((a) => a.agency_id));
  const heirs = Map.groupBy(await successorsBy(r, day), (l) => l.from_id);
  const heirOf = (id: AgencyId, steps = 0): AgencyId => {
    const [only, ...others] = open.has(id) || steps > 20 ? [] : (heirs.get(id) ?? []);
    return only && others.length === 0 ? heirOf(only.to_id, steps + 1) : id;
  };
  return { open, heirOf };
}

/** What was reckoned for a key before; reckoned now when it is asked for the first time. */
function onceFor<K, V>(known: Map<K, V>, key: K, reckon: () => V): V {
  const value = known.get(key);
  if (value !== undefined || known.has(key)) return value as V;
  const made = reckon();
  known.set(key, made);
  return made;
}

async function inTreeOrder(r: Reader, paths: readonly string[]): Promise<AgencyRow[]> {
  const all: AgencyRow[] = [];
  for (const path of paths) all.push(...(await agencySubtree(r, path)));
  const ranks = new Map<AgencyId, string>();
  // Parents come before their children.
  for (const a of all) {
    const above = a.parent_id === null ? "" : (ranks.get(a.parent_id) ?? "");
    ranks.set(a.agency_id, `${above}${String(a.sort_order).padStart(7, "0")}${a.agency_id}/`);
  }
  return all.sort((a, b) => ((ranks.get(a.agency_id) ?? "") < (ranks.get(b.agency_id) ?? "") ? -1 : 1));
}

/** What the agency itself declared; where it did not, the sum of what its divisions did. */
function declaredByUnit(
  declared: readonly HeadcountRow[],
  units: ReadonlyMap<AgencyId, AgencyRow>,
): Map<AgencyId, Declared> {
  const own = new Set(declared.map((h) => h.agency_id));
  const out = new Map<AgencyId, Declared>();
  for (const h of declared) {
    const unit = units.get(h.agency_id)?.agency_id;
    if (unit === undefined) continue;
    if (unit === h.agency_id) out.set(unit, { staff: h.staff, leaders: h.leaders });
    else if (!own.has(unit)) {
      const sum = out.get(unit) ?? { staff: 0, leaders: 0 };
      out.set(unit, { staff: sum.staff + h.staff, leaders: sum.leaders + h.leaders });
    }
  }
  return out;
}
