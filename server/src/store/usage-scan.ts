import type { AccountId, AgencyId } from "@congthu/shared/ids";
import type { AccountSpanRow } from "./account-spans.ts";
import type { Reader, Row, Value } from "./db.ts";
import { chunks, holes } from "./db.ts";

/** A span of an account's history, with the days on which its owner acted beside each. */
export type ScanRow = AccountSpanRow & { from_month: number | null; bits: Uint8Array | null; last_day: number | null };

/**
 * A page of all accounts (those that were ever in the subtrees; null for everywhere), span by span in the order of accounts and days, from after
 * one account on. Walks two keys side by side: no sorting, whatever the size.
 */
export function scanAccounts(
  r: Reader,
  q: { paths: readonly string[] | null; after: string; limit: number },
): Promise<ScanRow[]> {
  const scope = everIn(q.paths);
  return r.all<ScanRow & Row>(
    `SELECT s.account_id, s.from_day, s.to_day, s.agency_id, s.kind, s.is_leader, s.status, u.from_month, u.acts AS bits, u.last_day
      FROM account_span s LEFT JOIN usage_person u ON u.account_id = s.account_id WHERE s.account_id > ? ${scope.sql}
      ORDER BY s.account_id, s.from_day LIMIT ?`,
    q.after,
    ...scope.args,
    q.limit,
  );
}

function everIn(paths: readonly string[] | null): { sql: string; args: Value[] } {
  if (paths === null) return { sql: "", args: [] };
  const ranges = paths.map(() => "(g.path >= ? AND g.path < ?)").join(" OR ") || "1 = 0";
  return {
    sql: `AND s.account_id IN (SELECT x.account_id FROM account_span x WHERE x.agency_id IN (SELECT g.agency_id FROM agency g WHERE ${ranges}))`,
    args: paths.flatMap((path) => [path, `${path}~`]),
  };
}

/** Leave that touches the days between two, both included. */
export function leaveBetween(
  r: Reader,
  from: number,
  to: number,
): Promise<{ account_id: AccountId; from_day: number; to_day: number }[]> {
  return r.all(`SELECT account_id, from_day, to_day FROM leave_record WHERE to_day >= ? AND from_day <= ?`, from, to);
}

/** Room used by the personal mailboxes in use, agency by agency: as it is now. `full` have less than a tenth left. */
export type StorageRow = { agency_id: AgencyId; n: number; used_bytes: number; quota_bytes: number; full_n: number };

/** Room used in the agencies of the subtrees, or everywhere. */
export function storageByAgency(r: Reader, paths: readonly string[] | null): Promise<StorageRow[]> {
  const ranges = paths?.map(() => "(g.path >= ? AND g.path < ?)").join(" OR ") ?? "1 = 1";
  return r.all<StorageRow & Row>(
    `SELECT a.agency_id, COUNT(*) AS n, CAST(SUM(s.used_bytes) AS BIGINT) AS used_bytes, CAST(SUM(a.quota_bytes) AS BIGINT) AS quota_bytes,
        SUM(CASE WHEN s.used_bytes * 10 > a.quota_bytes * 9 THEN 1 ELSE 0 END) AS full_n
      FROM account a JOIN account_state s ON s.account_id = a.account_id
      WHERE a.kind = 'person' AND a.status IN ('active', 'locked') AND a.agency_id IN (SELECT g.agency_id FROM agency g WHERE ${ranges})
      GROUP BY a.agency_id`,
    ...(paths ?? []).flatMap((path) => [path, `${path}~`]),
  );
}

/** What a list of people says of these accounts, in the order of names. */
export type NamedRow = { account_id: AccountId; full_name: string; title: string; unit: string; sort_key: string };

/** Names of these accounts. */
export async function namesOf(r: Reader, ids: readonly AccountId[]): Promise<NamedRow[]> {
  const rows: NamedRow[] = [];
  for (const part of chunks(ids, 500))
    rows.push(
      ...(await r.all<NamedRow & Row>(
        `SELECT account_id, full_name, title, unit, sort_key FROM account WHERE account_id IN ${holes(part.length)}`,
        ...part,
      )),
    );
  return rows.sort((a, b) => (a.sort_key + a.account_id < b.sort_key + b.account_id ? -1 : 1));
}
