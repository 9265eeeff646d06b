import type { AgencyId } from "@congthu/shared/ids";
import { FOR_EVER } from "./account-spans.ts";
import { splicePlace } from "./agency-history.ts";
import type { Reader, Row, Tx } from "./db.ts";
import { chunks, holes } from "./db.ts";

/** A node of the organisation tree. `path` holds the ids from the root, each with a slash before and the last with one after. */
export type AgencyRow = {
  agency_id: AgencyId;
  parent_id: AgencyId | null;
  path: string;
  name: string;
  short_name: string;
  fold: string;
  /** Abbreviation in addresses and document symbols. */
  abbr: string;
  kind: string;
  tier: string;
  domain: string;
  sort_order: number;
  created_at: number;
  closed_on: string | null;
};
export type TierRow = {
  tier: string;
  label: string;
  label_en: string;
  sort_order: number;
  valid_from: string;
  valid_to: string | null;
};
/** `QD20` (QĐ 20/2020, top-down, up to 35 characters) or `QCVN102` (bottom-up, 13 characters). Days are local, `valid_to` the last one. */
export type AgencyCodeRow = {
  agency_id: AgencyId;
  scheme: "QD20" | "QCVN102";
  code: string;
  valid_from: string;
  valid_to: string | null;
};
export type HeadcountRow = { agency_id: AgencyId; from_day: string; staff: number; leaders: number };

/** Adds tiers. */
export async function insertTiers(tx: Tx, rows: readonly TierRow[]): Promise<void> {
  for (const t of rows) {
    await tx.run(
      `INSERT INTO tier (tier, label, label_en, sort_order, valid_from, valid_to) VALUES (?, ?, ?, ?, ?, ?)`,
      t.tier,
      t.label,
      t.label_en,
      t.sort_order,
      t.valid_from,
      t.valid_to,
    );
  }
}

/** All tiers in their order. */
export function allTiers(r: Reader): Promise<TierRow[]> {
  return r.all<TierRow & Row>(`SELECT * FROM tier ORDER BY sort_order`);
}

/** Adds agencies (parents before children) and the start of their tier history. */
export async function insertAgencies(tx: Tx, rows: readonly AgencyRow[], sinceDay: string): Promise<void> {
  for (const part of chunks(rows, 200)) {
    await tx.run(
      `INSERT INTO agency (agency_id, parent_id, path, name, short_name, fold, abbr, kind, tier, domain, sort_order, created_at, closed_on)
        VALUES ${holes(13, part.length)}`,
      ...part.flatMap((a) => [
        a.agency_id,
        a.parent_id,
        a.path,
        a.name,
        a.short_name,
        a.fold,
        a.abbr,
        a.kind,
        a.tier,
        a.domain,
        a.sort_order,
        a.created_at,
        a.closed_on,
      ]),
    );
    await tx.run(
      `INSERT INTO agency_tier (agency_id, tier, valid_from, valid_to) VALUES ${holes(4, part.length)}`,
      ...part.flatMap((a) => [a.agency_id, a.tier, sinceDay, null]),
    );
    await tx.run(
      `INSERT INTO agency_place (agency_id, from_day, to_day, parent_id) VALUES ${holes(4, part.length)}`,
      ...part.flatMap((a) => [a.agency_id, 0, FOR_EVER, a.parent_id]),
    );
  }
}

/** Adds codes in either national scheme. */
export async function insertAgencyCodes(tx: Tx, rows: readonly AgencyCodeRow[]): Promise<void> {
  for (const part of chunks(rows, 500)) {
    await tx.run(
      `INSERT INTO agency_code (agency_id, scheme, code, valid_from, valid_to) VALUES ${holes(5, part.length)}`,
      ...part.flatMap((c) => [c.agency_id, c.scheme, c.code, c.valid_from, c.valid_to]),
    );
  }
}

/** Declares headcounts from a day on; a second declaration for the same day replaces the first. */
export async function putHeadcounts(tx: Tx, rows: readonly HeadcountRow[]): Promise<void> {
  for (const part of chunks(rows, 500)) {
    await tx.run(
      `INSERT INTO headcount (agency_id, from_day, staff, leaders) VALUES ${holes(4, part.length)}
        ON CONFLICT (agency_id, from_day) DO UPDATE SET staff = excluded.staff, leaders = excluded.leaders`,
      ...part.flatMap((h) => [h.agency_id, h.from_day, h.staff, h.leaders]),
    );
  }
}

/** One agency, or undefined. */
export function agencyById(r: Reader, agencyId: AgencyId): Promise<AgencyRow | undefined> {
  return r.get<AgencyRow & Row>(`SELECT * FROM agency WHERE agency_id = ?`, agencyId);
}

/** An agency and all below it, parents before children: the rows whose path begins with its own. */
export function agencySubtree(r: Reader, path: string): Promise<AgencyRow[]> {
  return r.all<AgencyRow & Row>(`SELECT * FROM agency WHERE path >= ? AND path < ? ORDER BY path`, path, `${path}~`);
}

/** The agencies right below one, in their order; null gives the root. */
export function agencyChildren(r: Reader, parentId: AgencyId | null): Promise<AgencyRow[]> {
  return parentId === null
    ? r.all<AgencyRow & Row>(`SELECT * FROM agency WHERE parent_id IS NULL ORDER BY sort_order`)
    : r.all<AgencyRow & Row>(`SELECT * FROM agency WHERE parent_id = ? ORDER BY sort_order`, parentId);
}

/** The agencies of these ids, in no order. */
export async function agenciesById(r: Reader, agencyIds: readonly AgencyId[]): Promise<AgencyRow[]> {
  const out: AgencyRow[] = [];
  for (const part of chunks([...new Set(agencyIds)], 500))
    out.push(
      ...(await r.all<AgencyRow & Row>(`SELECT * FROM agency WHERE agency_id IN ${holes(part.length)}`, ...part)),
    );
  return out;
}

/** The agencies with exactly these paths, in tree order. */
export async function agenciesByPath(r: Reader, paths: readonly string[]): Promise<AgencyRow[]> {
  if (paths.length === 0) return [];
  return r.all<AgencyRow & Row>(`SELECT * FROM agency WHERE path IN ${holes(paths.length)} ORDER BY path`, ...paths);
}

/** Agencies below the given paths whose folded name holds every word, or whose abbreviation begins with the text; higher ones first. */
export async function findAgencies(
  r: Reader,
  q: { paths: readonly string[]; words: readonly string[]; limit: number },
): Promise<AgencyRow[]> {
  if (q.paths.length === 0 || q.words.length === 0) return [];
  const like = (text: string) => text.replace(/[!%_]/g, "!$&");
  const ranges = q.paths.map(() => "(path >= ? AND path < ?)").join(" OR ");
  const named = q.words.map(() => "fold LIKE ? ESCAPE '!'").join(" AND ");
  return r.all<AgencyRow & Row>(
    `SELECT * FROM agency WHERE (${ranges}) AND ((${named}) OR abbr LIKE ? ESCAPE '!') ORDER BY LENGTH(path), sort_order, agency_id LIMIT ?`,
    ...q.paths.flatMap((path) => [path, `${path}~`]),
    ...q.words.map((word) => `%${like(word)}%`),
    `${like(q.words.join(""))}%`,
    q.limit,
  );
}

/** How many agencies lie right below each of these; those with none are missing. */
export async function childCounts(r: Reader, parentIds: readonly AgencyId[]): Promise<Map<AgencyId, number>> {
  const out = new Map<AgencyId, number>();
  for (const part of chunks(parentIds, 500)) {
    const rows = await r.all<{ parent_id: AgencyId; n: number }>(
      `SELECT parent_id, COUNT(*) AS n FROM agency WHERE parent_id IN ${holes(part.length)} GROUP BY parent_id`,
      ...part,
    );
    for (const row of rows) out.set(row.parent_id, row.n);
  }
  return out;
}

/** How many accounts in use (active or locked) each of these agencies has with all below it; those with none are missing. */
export async function accountCounts(r: Reader, agencyIds: readonly AgencyId[]): Promise<Map<AgencyId, number>> {
  const out = new Map<AgencyId, number>();
  for (const part of chunks(agencyIds, 500)) {
    const rows = await r.all<{ agency_id: AgencyId; n: number }>(
      `SELECT c.agency_id, COUNT(*) AS n FROM agency c JOIN agency g ON g.path >= c.path AND g.path < c.path || '~'
        JOIN account a ON a.agency_id = g.agency_id AND a.status IN ('active', 'locked')
        WHERE c.agency_id IN ${holes(part.length)} GROUP BY c.agency_id`,
      ...part,
    );
    for (const row of rows) out.set(row.agency_id, row.n);
  }
  return out;
}

export type AgencyEdit = Partial<Omit<AgencyRow, "agency_id" | "path" | "parent_id" | "created_at">>;

/** Changes what is named in `edit`. */
export async function updateAgency(tx: Tx, agencyId: AgencyId, edit: AgencyEdit): Promise<void> {
  const fields = Object.entries(edit);
  if (fields.length === 0) return;
  await tx.run(
    `UPDATE agency SET ${fields.map(([name]) => `${name} = ?`).join(", ")} WHERE agency_id = ?`,
    ...fields.map(([, value]) => value),
    agencyId,
  );
}

/** Hangs an agency with all below it under another parent, from a day (its number) on for reports; gives how many agencies moved. */
export async function moveSubtree(
  tx: Tx,
  q: { agencyId: AgencyId; parentId: AgencyId; oldPath: string; newPath: string; fromDay: number },
): Promise<number> {
  await splicePlace(tx, q);
  await tx.run(`UPDATE agency SET parent_id = ? WHERE agency_id = ?`, q.parentId, q.agencyId);
  return tx.run(
    `UPDATE agency SET path = CAST(? AS TEXT) || SUBSTR(path, CAST(? AS INTEGER)) WHERE path >= ? AND path < ?`,
    q.newPath,
    q.oldPath.length + 1,
    q.oldPath,
    `${q.oldPath}~`,
  );
}

/** Which of these are the abbreviation of an agency. */
export async function abbreviationsAmong(r: Reader, abbreviations: readonly string[]): Promise<string[]> {
  if (abbreviations.length === 0) return [];
  const rows = await r.all<{ abbr: string }>(
    `SELECT DISTINCT abbr FROM agency WHERE abbr IN ${holes(abbreviations.length)}`,
    ...abbreviations,
  );
  return rows.map((row) => row.abbr);
}

/** The open agencies with this abbreviation; two in different branches may share one. */
export function agenciesByAbbreviation(r: Reader, abbr: string): Promise<AgencyRow[]> {
  return r.all<AgencyRow & Row>(`SELECT * FROM agency WHERE abbr = ? AND closed_on IS NULL ORDER BY path`, abbr);
}

/** The ids of all agencies in the subtrees at these paths. */
export async function agencyIdsBelow(r: Reader, paths: readonly string[]): Promise<AgencyId[]> {
  const out: AgencyId[] = [];
  for (const path of paths) {
    const rows = await r.all<{ agency_id: AgencyId }>(
      `SELECT agency_id FROM agency WHERE path >= ? AND path < ?`,
      path,
      `${path}~`,
    );
    out.push(...rows.map((row) => row.agency_id));
  }
  return out;
}

/** The codes of the agencies below a path, past ones too. */
export function codesBelow(r: Reader, path: string): Promise<AgencyCodeRow[]> {
  return r.all<AgencyCodeRow & Row>(
    `SELECT c.* FROM agency g JOIN agency_code c ON c.agency_id = g.agency_id WHERE g.path >= ? AND g.path < ?`,
    path,
    `${path}~`,
  );
}
