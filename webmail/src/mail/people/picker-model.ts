import type { PickedAgency, Reach } from "@congthu/shared/api/people";
import { fold } from "@congthu/shared/fold";

export type AgencyTree = {
  agencies: readonly PickedAgency[];
  /** By parent; the tops are under "". */
  below: ReadonlyMap<string, readonly PickedAgency[]>;
};
export type TreeRow = { agency: PickedAgency; depth: number; hasBelow: boolean };

export function treeOf(agencies: readonly PickedAgency[]): AgencyTree {
  const known = new Set(agencies.map(({ id }) => id));
  const below = new Map<string, PickedAgency[]>();
  for (const agency of agencies) {
    const parent = agency.parentId !== null && known.has(agency.parentId) ? agency.parentId : "";
    below.set(parent, [...(below.get(parent) ?? []), agency]);
  }
  return { agencies, below };
}

/** The rows on the screen: what lies below the opened agencies; when words are typed, the agencies whose names have them. */
export function shownRows(tree: AgencyTree, opened: ReadonlySet<string>, typed: string): TreeRow[] {
  const words = fold(typed).split(" ").filter(Boolean);
  const row = (agency: PickedAgency, depth: number): TreeRow => ({
    agency,
    depth,
    hasBelow: tree.below.has(agency.id),
  });
  if (words.length > 0) {
    const fits = ({ name }: PickedAgency) => words.every((word) => fold(name).includes(word));
    return tree.agencies.filter(fits).map((agency) => row(agency, 0));
  }
  const walk = (parent: string, depth: number): TreeRow[] =>
    (tree.below.get(parent) ?? []).flatMap((agency) => [
      row(agency, depth),
      ...(opened.has(agency.id) ? walk(agency.id, depth + 1) : []),
    ]);
  return walk("", 0);
}

/** The ticks after one agency was ticked or unticked, with all below it. */
export function withTick(tree: AgencyTree, ticked: ReadonlySet<string>, id: string, on: boolean): Set<string> {
  const next = new Set(ticked);
  const visit = (at: string) => {
    if (on) next.add(at);
    else next.delete(at);
    for (const { id: child } of tree.below.get(at) ?? []) visit(child);
  };
  visit(id);
  return next;
}

/** The ticks after all agencies of a tier were ticked, or unticked when they all were. */
export function withTier(tree: AgencyTree, ticked: ReadonlySet<string>, tier: string): Set<string> {
  const ids = tree.agencies.filter((a) => a.tier === tier).map(({ id }) => id);
  const on = !ids.every((id) => ticked.has(id));
  const next = new Set(ticked);
  for (const id of ids)
    if (on) next.add(id);
    else next.delete(id);
  return next;
}

/** How many addresses the ticked agencies have of a reach. */
export function countReached(tree: AgencyTree, ticked: ReadonlySet<string>, reach: Reach): number {
  return tree.agencies.reduce((sum, agency) => sum + (ticked.has(agency.id) ? agency[reach] : 0), 0);
}
