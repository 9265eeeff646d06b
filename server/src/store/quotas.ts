import type { AccountId, AgencyId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";
import { chunks, holes } from "./db.ts";

/** The room an agency shares with all below it, and how much of it was used when that was counted last. */
export type PoolRow = {
  agency_id: AgencyId;
  pool_bytes: number;
  used_bytes: number;
  counted_at: number;
  is_full: number;
  /** The highest threshold its administrators were told of. */
  warned_percent: number;
};

/** All pools with the paths and names of their agencies. */
export function allPools(r: Reader): Promise<(PoolRow & { path: string; name: string })[]> {
  return r.all<PoolRow & { path: string; name: string } & Row>(
    `SELECT p.*, g.path, g.name FROM quota_pool p JOIN agency g ON g.agency_id = p.agency_id`,
  );
}

/** The pool of one agency itself. */
export function poolOf(r: Reader, agencyId: AgencyId): Promise<PoolRow | undefined> {
  return r.get<PoolRow & Row>(`SELECT * FROM quota_pool WHERE agency_id = ?`, agencyId);
}

/** Gives an agency a pool of so many octets, or another size. */
export async function putPool(tx: Tx, p: PoolRow): Promise<void> {
  await tx.run(
    `INSERT INTO quota_pool (agency_id, pool_bytes, used_bytes, counted_at, is_full, warned_percent) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (agency_id) DO UPDATE SET pool_bytes = excluded.pool_bytes, used_bytes = excluded.used_bytes, counted_at = excluded.counted_at,
        is_full = excluded.is_full, warned_percent = excluded.warned_percent`,
    p.agency_id,
    p.pool_bytes,
    p.used_bytes,
    p.counted_at,
    p.is_full,
    p.warned_percent,
  );
}

/** Takes the pool of an agency away. */
export async function deletePool(tx: Tx, agencyId: AgencyId): Promise<void> {
  await tx.run(`DELETE FROM quota_pool WHERE agency_id = ?`, agencyId);
}

/** The paths of the agencies whose pool is full; nearly always none. */
export async function fullPaths(r: Reader): Promise<string[]> {
  const rows = await r.all<{ path: string }>(
    `SELECT g.path FROM quota_pool p JOIN agency g ON g.agency_id = p.agency_id WHERE p.is_full = 1`,
  );
  return rows.map((row) => row.path);
}

export type StorageRow = { agency_id: AgencyId; path: string; mailboxes: number; used: number; quota: number };

/** Room used and given in each agency of the subtree at `path`. */
export async function storageByAgency(r: Reader, path: string): Promise<StorageRow[]> {
  const rows = await r.all<StorageRow>(
    `SELECT g.agency_id, g.path, COUNT(*) AS mailboxes, SUM(s.used_bytes) AS used, SUM(a.quota_bytes) AS quota FROM agency g
      JOIN account a ON a.agency_id = g.agency_id JOIN account_state s ON s.account_id = a.account_id
      WHERE g.path >= ? AND g.path < ? AND a.status <> 'revoked' GROUP BY g.agency_id, g.path`,
    path,
    `${path}~`,
  );
  return rows.map((row) => ({
    ...row,
    mailboxes: Number(row.mailboxes),
    used: Number(row.used),
    quota: Number(row.quota),
  }));
}

/** The last threshold the owners of these mailboxes were told of. */
export async function warnedPercents(r: Reader, ids: readonly AccountId[]): Promise<Map<AccountId, number>> {
  const out = new Map<AccountId, number>();
  for (const part of chunks(ids, 500)) {
    const rows = await r.all<{ account_id: AccountId; percent: number }>(
      `SELECT account_id, percent FROM quota_warning WHERE account_id IN ${holes(part.length)}`,
      ...part,
    );
    for (const row of rows) out.set(row.account_id, row.percent);
  }
  return out;
}

/** Notes the threshold a mailbox stands at; 0 forgets it. */
export async function setWarned(tx: Tx, q: { accountId: AccountId; percent: number; nowMs: number }): Promise<void> {
  if (q.percent === 0) {
    await tx.run(`DELETE FROM quota_warning WHERE account_id = ?`, q.accountId);
    return;
  }
  await tx.run(
    `INSERT INTO quota_warning (account_id, percent, at) VALUES (?, ?, ?)
      ON CONFLICT (account_id) DO UPDATE SET percent = excluded.percent, at = excluded.at`,
    q.accountId,
    q.percent,
    q.nowMs,
  );
}

/** Addresses of the people who administer exactly this agency. */
export async function administratorsOf(r: Reader, agencyId: AgencyId): Promise<string[]> {
  const rows = await r.all<{ address: string }>(
    `SELECT DISTINCT a.address FROM role_grant g JOIN account a ON a.account_id = g.account_id
      WHERE g.agency_id = ? AND g.role IN ('agency', 'system') AND a.status = 'active' ORDER BY a.address`,
    agencyId,
  );
  return rows.map((row) => row.address);
}
