import type { AccountId, AgencyId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";

/** Somebody in use with the last day of an act of theirs (numbers of days; null: never). */
export type QuietRow = {
  account_id: AccountId;
  agency_id: AgencyId;
  address: string;
  full_name: string;
  title: string;
  created_at: number;
  status_at: number;
  last_day: number | null;
};

/** The next persons in use, by id, who did nothing since a day; whoever holds the role of a system administrator is left out. */
export function quietPersons(r: Reader, q: { lastDay: number; after: string; limit: number }): Promise<QuietRow[]> {
  return r.all<QuietRow & Row>(
    `SELECT a.account_id, a.agency_id, a.address, a.full_name, a.title, a.created_at, a.status_at, u.last_day FROM account a
      LEFT JOIN usage_person u ON u.account_id = a.account_id
      WHERE a.account_id > ? AND a.kind = 'person' AND a.status = 'active' AND (u.last_day IS NULL OR u.last_day <= ?)
        AND NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = a.account_id AND g.role = 'system')
      ORDER BY a.account_id LIMIT ?`,
    q.after,
    q.lastDay,
    q.limit,
  );
}

/** Notes that somebody was warned so many days before; false when that was done already for the same quiet time. */
export async function noteWarning(
  tx: Tx,
  q: { accountId: AccountId; daysLeft: number; sinceDay: string; at: number },
): Promise<boolean> {
  const n = await tx.run(
    `INSERT INTO inactivity_warning (account_id, days_left, since_day, at) VALUES (?, ?, ?, ?)
      ON CONFLICT (account_id, days_left) DO UPDATE SET since_day = excluded.since_day, at = excluded.at
        WHERE inactivity_warning.since_day <> excluded.since_day`,
    q.accountId,
    q.daysLeft,
    q.sinceDay,
    q.at,
  );
  return n > 0;
}
