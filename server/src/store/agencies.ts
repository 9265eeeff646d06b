import type { AgencyId } from "@congthu/shared/ids";
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
