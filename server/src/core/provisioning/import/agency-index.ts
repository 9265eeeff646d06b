import { fold } from "@congthu/shared/fold";
import type { AgencyId } from "@congthu/shared/ids";
import { type AgencyRow, agencySubtree, codesBelow } from "../../../store/agencies.ts";
import type { Reader } from "../../../store/db.ts";

/** What a name in a list may mean: one agency, none, or too many. */
export type Found = { agency: AgencyRow } | "none" | "many";
export type AgencyIndex = {
  /** By one of its national codes. */
  byCode(code: string): Found;
  /** By name, short name or abbreviation, marks or not. */
  byName(name: string): Found;
  /** A division of an agency by its name. */
  division(parentId: AgencyId, name: string): AgencyRow | undefined;
  byId(id: AgencyId): AgencyRow | undefined;
};

/** Every agency of a subtree by what people call it; closed ones are found so that the fault can say so. */
export async function indexAgencies(r: Reader, top: AgencyRow): Promise<AgencyIndex> {
  const rows = await agencySubtree(r, top.path);
  const codes = new Map<string, AgencyRow[]>();
  const names = new Map<string, AgencyRow[]>();
  const ids = new Map(rows.map((a) => [a.agency_id, a]));
  const put = (map: Map<string, AgencyRow[]>, key: string, a: AgencyRow) => {
    const list = map.get(key);
    if (!list) map.set(key, [a]);
    else if (!list.includes(a)) list.push(a);
  };
  for (const a of rows) for (const key of [a.fold, plain(a.short_name), a.abbr]) put(names, plain(key), a);
  for (const c of await codesBelow(r, top.path)) {
    const a = ids.get(c.agency_id);
    if (a) put(codes, c.code.toLowerCase(), a);
  }
  return {
    byCode: (code) => only(codes.get(code.trim().toLowerCase())),
    byName: (name) => only(exact(names.get(plain(name)), name)),
    division: (parentId, name) => {
      const found = (names.get(plain(name)) ?? []).filter(
        (a) => a.parent_id === parentId && a.kind === "division" && a.closed_on === null,
      );
      return found.length === 1 ? found[0] : undefined;
    },
    byId: (id) => ids.get(id),
  };
}

/** Names that differ only in their marks ("Minh Quân", "Minh Quán") are told apart when the list writes marks. */
function exact(found: readonly AgencyRow[] | undefined, name: string): readonly AgencyRow[] | undefined {
  const same = found?.filter((a) => a.name.toLowerCase().endsWith(name.normalize("NFC").toLowerCase()));
  return same && same.length > 0 ? same : found;
}

/** Open ones win over closed ones of the same name. */
function only(found: readonly AgencyRow[] | undefined): Found {
  if (!found || found.length === 0) return "none";
  const open = found.filter((a) => a.closed_on === null);
  const list = open.length > 0 ? open : found;
  const [first] = list;
  return list.length === 1 && first ? { agency: first } : "many";
}

/** "UBND xã Bình An", "Xã Bình An" and "ubnd xa binh an" are one. */
function plain(name: string): string {
  return fold(name)
    .replace(/[^a-z0-9 .]+/g, " ")
    .replace(/^(ubnd|uy ban nhan dan) (?=(xa|phuong|thi tran|dac khu|tinh|huyen|thi xa|thanh pho) )/, "")
    .replace(/\s+/g, " ")
    .trim();
}
