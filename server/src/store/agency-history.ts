import type { AgencyId } from "@congthu/shared/ids";
import { FOR_EVER } from "./account-spans.ts";
import type { AgencyCodeRow, HeadcountRow } from "./agencies.ts";
import type { Reader, Row, Tx } from "./db.ts";

/** The tier an agency had on the days from `valid_from` to `valid_to`, both included; null for ever. */
export type AgencyTierRow = { agency_id: AgencyId; tier: string; valid_from: string; valid_to: string | null };

/** Codes of an agency in both schemes, the newest first. */
export function codesOf(r: Reader, agencyId: AgencyId): Promise<AgencyCodeRow[]> {
  return r.all<AgencyCodeRow & Row>(
    `SELECT * FROM agency_code WHERE agency_id = ? ORDER BY scheme DESC, valid_from DESC`,
    agencyId,
  );
}

/** Tiers of an agency, the newest first. */
export function tiersOf(r: Reader, agencyId: AgencyId): Promise<AgencyTierRow[]> {
  return r.all<AgencyTierRow & Row>(`SELECT * FROM agency_tier WHERE agency_id = ? ORDER BY valid_from DESC`, agencyId);
}

/** Declared headcounts of an agency, the newest first. */
export function headcountsOf(r: Reader, agencyId: AgencyId): Promise<HeadcountRow[]> {
  return r.all<HeadcountRow & Row>(`SELECT * FROM headcount WHERE agency_id = ? ORDER BY from_day DESC`, agencyId);
}

/** Whose code this is in the scheme on a day, if anybody's. */
export async function agencyWithCode(
  r: Reader,
  q: { scheme: string; code: string; day: string },
): Promise<AgencyId | undefined> {
  const row = await r.get<{ agency_id: AgencyId }>(
    `SELECT agency_id FROM agency_code WHERE scheme = ? AND code = ? AND valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?)`,
    q.scheme,
    q.code,
    q.day,
    q.day,
  );
  return row?.agency_id;
}

/** A line of dated rows is cut at a day: the row in force before ends the day before, and what was entered for later days goes. */
export type Splice = {
  agencyId: AgencyId;
  fromDay: string;
  /** The day before `fromDay`. */
  dayBefore: string;
};

/** Gives an agency another tier from a day on. */
export async function spliceTier(tx: Tx, q: Splice & { tier: string }): Promise<void> {
  await tx.run(
    `UPDATE agency_tier SET valid_to = ? WHERE agency_id = ? AND valid_from < ? AND (valid_to IS NULL OR valid_to >= ?)`,
    q.dayBefore,
    q.agencyId,
    q.fromDay,
    q.fromDay,
  );
  await tx.run(`DELETE FROM agency_tier WHERE agency_id = ? AND valid_from >= ?`, q.agencyId, q.fromDay);
  await tx.run(
    `INSERT INTO agency_tier (agency_id, tier, valid_from, valid_to) VALUES (?, ?, ?, NULL)`,
    q.agencyId,
    q.tier,
    q.fromDay,
  );
}

/** Gives an agency another code of one scheme from a day on. */
export async function spliceCode(tx: Tx, q: Splice & { scheme: string; code: string }): Promise<void> {
  await tx.run(
    `UPDATE agency_code SET valid_to = ? WHERE agency_id = ? AND scheme = ? AND valid_from < ? AND (valid_to IS NULL OR valid_to >= ?)`,
    q.dayBefore,
    q.agencyId,
    q.scheme,
    q.fromDay,
    q.fromDay,
  );
  await tx.run(
    `DELETE FROM agency_code WHERE agency_id = ? AND scheme = ? AND valid_from >= ?`,
    q.agencyId,
    q.scheme,
    q.fromDay,
  );
  await tx.run(
    `INSERT INTO agency_code (agency_id, scheme, code, valid_from, valid_to) VALUES (?, ?, ?, ?, NULL)`,
    q.agencyId,
    q.scheme,
    q.code,
    q.fromDay,
  );
}

/** The tier of every agency on a day. */
export function tiersOn(r: Reader, day: string): Promise<{ agency_id: AgencyId; tier: string }[]> {
  return r.all(
    `SELECT agency_id, tier FROM agency_tier WHERE valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?)`,
    day,
    day,
  );
}

/** The newest headcount declared for a day on or before this one, of every agency that declared any. */
export function headcountsOn(r: Reader, day: string): Promise<HeadcountRow[]> {
  return r.all<HeadcountRow & Row>(
    `SELECT h.* FROM headcount h WHERE h.from_day = (SELECT MAX(n.from_day) FROM headcount n WHERE n.agency_id = h.agency_id AND n.from_day <= ?)`,
    day,
  );
}

/** From a day (its number) on an agency hangs under another parent; what was entered for later days goes. */
export async function splicePlace(
  tx: Tx,
  q: { agencyId: AgencyId; parentId: AgencyId; fromDay: number },
): Promise<void> {
  await tx.run(`DELETE FROM agency_place WHERE agency_id = ? AND from_day >= ?`, q.agencyId, q.fromDay);
  await tx.run(
    `UPDATE agency_place SET to_day = ? WHERE agency_id = ? AND to_day >= ?`,
    q.fromDay - 1,
    q.agencyId,
    q.fromDay,
  );
  await tx.run(
    `INSERT INTO agency_place (agency_id, from_day, to_day, parent_id) VALUES (?, ?, ?, ?)`,
    q.agencyId,
    q.fromDay,
    FOR_EVER,
    q.parentId,
  );
}

/** What became of agencies by a day (local): each link from one that was merged to where it went. A part that was split off is no heir. */
export function successorsBy(r: Reader, day: string): Promise<{ from_id: AgencyId; to_id: AgencyId }[]> {
  return r.all(`SELECT from_id, to_id FROM agency_link WHERE on_day <= ? AND kind <> 'split'`, day);
}

/** The parent of every agency on a day (its number). */
export function placesOn(r: Reader, day: number): Promise<{ agency_id: AgencyId; parent_id: AgencyId | null }[]> {
  return r.all(`SELECT agency_id, parent_id FROM agency_place WHERE from_day <= ? AND to_day >= ?`, day, day);
}

/** How agencies came of others: by merger or split, on a day. */
export type AgencyLinkRow = { from_id: AgencyId; to_id: AgencyId; kind: "merge" | "split"; on_day: string };

/** Notes that an agency came of another. */
export async function insertAgencyLink(tx: Tx, link: AgencyLinkRow): Promise<void> {
  await tx.run(
    `INSERT INTO agency_link (from_id, to_id, kind, on_day) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    link.from_id,
    link.to_id,
    link.kind,
    link.on_day,
  );
}

/** Predecessors and successors of an agency with their names, the newest first. */
export function linksOf(
  r: Reader,
  agencyId: AgencyId,
): Promise<(AgencyLinkRow & { from_name: string; to_name: string })[]> {
  return r.all(
    `SELECT l.*, f.name AS from_name, t.name AS to_name FROM agency_link l JOIN agency f ON f.agency_id = l.from_id
      JOIN agency t ON t.agency_id = l.to_id WHERE l.from_id = ? OR l.to_id = ? ORDER BY l.on_day DESC`,
    agencyId,
    agencyId,
  );
}

/** What an agency was called until a day. */
export type AgencyNameRow = { agency_id: AgencyId; valid_to: string; name: string; short_name: string; abbr: string };

/** Keeps a name that ends; a second change on the same day keeps the first. */
export async function insertAgencyName(tx: Tx, row: AgencyNameRow): Promise<void> {
  await tx.run(
    `INSERT INTO agency_name (agency_id, valid_to, name, short_name, abbr) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    row.agency_id,
    row.valid_to,
    row.name,
    row.short_name,
    row.abbr,
  );
}

/** Former names of an agency, the newest first. */
export function agencyNamesOf(r: Reader, agencyId: AgencyId): Promise<AgencyNameRow[]> {
  return r.all<AgencyNameRow & Row>(`SELECT * FROM agency_name WHERE agency_id = ? ORDER BY valid_to DESC`, agencyId);
}

/** Hands what an agency had beside people and agencies to another: roles over it, its groups. */
export async function handOverAgency(tx: Tx, q: { from: AgencyId; to: AgencyId }): Promise<void> {
  await tx.run(
    `INSERT INTO role_grant (account_id, role, agency_id, granted_at, granted_by)
      SELECT account_id, role, CAST(? AS TEXT), granted_at, granted_by FROM role_grant WHERE agency_id = ? ON CONFLICT DO NOTHING`,
    q.to,
    q.from,
  );
  await tx.run(`DELETE FROM role_grant WHERE agency_id = ?`, q.from);
  await tx.run(`UPDATE mail_group SET agency_id = ? WHERE agency_id = ?`, q.to, q.from);
}
