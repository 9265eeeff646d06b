import type { AgencyNode } from "@congthu/shared/api/agencies";
import { fold } from "@congthu/shared/fold";
import type { AgencyId } from "@congthu/shared/ids";
import {
  type AgencyRow,
  accountCounts,
  agenciesById,
  agenciesByPath,
  agencyById,
  agencyChildren,
  childCounts,
  findAgencies,
} from "../../store/agencies.ts";
import type { Reader } from "../../store/db.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { type Powers, powersOf } from "./acts.ts";

/** The agencies right below one; without a parent the tops of what the principal may see. Throws agency.notFound, access.denied. */
export function listAgencies(
  app: Pick<App, "db">,
  principal: Principal,
  q: { parentId?: AgencyId | undefined },
): Promise<AgencyNode[]> {
  return app.db.read(async (r) => {
    const powers = await powersOf(r, principal);
    if (q.parentId === undefined) return nodesOf(r, await agenciesByPath(r, powers.paths("agency.view")));
    const parent = await visibleAgency(r, powers, q.parentId);
    return nodesOf(r, await agencyChildren(r, parent.agency_id));
  });
}

export type FoundAgency = AgencyNode & { ancestors: { id: AgencyId; name: string }[] };

/** Agencies by words of their name, marks or not, or by the beginning of their abbreviation; at most 30, higher ones first. */
export function searchAgencies(app: Pick<App, "db">, principal: Principal, text: string): Promise<FoundAgency[]> {
  return app.db.read(async (r) => {
    const powers = await powersOf(r, principal);
    const words = fold(text)
      .split(" ")
      .filter((w) => w !== "");
    const rows = await findAgencies(r, { paths: powers.paths("agency.view"), words, limit: 30 });
    const nodes = await nodesOf(r, rows);
    const above = await ancestorsOf(r, powers, rows);
    return nodes.map((node) => ({ ...node, ancestors: above.get(node.id) ?? [] }));
  });
}

/** The agency when the principal may see it. Throws agency.notFound, access.denied. */
export async function visibleAgency(r: Reader, powers: Powers, agencyId: AgencyId): Promise<AgencyRow> {
  const agency = await agencyById(r, agencyId);
  if (!agency) throw new MailError("agency.notFound");
  powers.require("agency.view", agency.path);
  return agency;
}

/** Rows as the tree shows them, with counts. */
export async function nodesOf(r: Reader, rows: readonly AgencyRow[]): Promise<AgencyNode[]> {
  const ids = rows.map((row) => row.agency_id);
  const children = await childCounts(r, ids);
  const accounts = await accountCounts(r, ids);
  return rows.map((row) => ({
    id: row.agency_id,
    parentId: row.parent_id,
    name: row.name,
    shortName: row.short_name,
    kind: row.kind,
    tier: row.tier,
    children: children.get(row.agency_id) ?? 0,
    accounts: accounts.get(row.agency_id) ?? 0,
    closedOn: row.closed_on,
  }));
}

/** For each agency those above it that the principal may see, the highest first. */
export async function ancestorsOf(
  r: Reader,
  powers: Powers,
  rows: readonly AgencyRow[],
): Promise<Map<AgencyId, { id: AgencyId; name: string }[]>> {
  const idsOf = (row: AgencyRow) => row.path.split("/").slice(1, -2) as AgencyId[];
  const known = new Map((await agenciesById(r, rows.flatMap(idsOf))).map((a) => [a.agency_id, a]));
  const above = (row: AgencyRow) =>
    idsOf(row).flatMap((id) => {
      const a = known.get(id);
      return a && powers.may("agency.view", a.path) ? [{ id, name: a.name }] : [];
    });
  return new Map(rows.map((row) => [row.agency_id, above(row)]));
}
