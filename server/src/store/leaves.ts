import type { AccountId, AgencyId } from "@congthu/shared/ids";
import type { LeaveKind } from "@congthu/shared/leave";
import type { Reader, Row, Tx } from "./db.ts";

/** Leave of one person from `from_day` to `to_day` (numbers, both included). */
export type LeaveRow = {
  leave_id: string;
  account_id: AccountId;
  from_day: number;
  to_day: number;
  kind: LeaveKind;
  document: string;
  created_at: number;
  created_by: AccountId | null;
};

/** Puts leave on record; one with the same id is replaced. */
export async function putLeave(tx: Tx, l: LeaveRow): Promise<void> {
  await tx.run(
    `INSERT INTO leave_record (leave_id, account_id, from_day, to_day, kind, document, created_at, created_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (leave_id) DO UPDATE SET from_day = excluded.from_day, to_day = excluded.to_day, kind = excluded.kind, document = excluded.document`,
    l.leave_id,
    l.account_id,
    l.from_day,
    l.to_day,
    l.kind,
    l.document,
    l.created_at,
    l.created_by,
  );
}

/** Takes leave off the record. */
export async function deleteLeave(tx: Tx, leaveId: string): Promise<void> {
  await tx.run(`DELETE FROM leave_record WHERE leave_id = ?`, leaveId);
}

/** Leave of one person, the newest first. */
export function leavesOf(r: Reader, accountId: AccountId): Promise<LeaveRow[]> {
  return r.all<LeaveRow & Row>(`SELECT * FROM leave_record WHERE account_id = ? ORDER BY from_day DESC`, accountId);
}

/** Leave of somebody, with who and where they are. */
export type AgencyLeaveRow = LeaveRow & { full_name: string; agency_id: AgencyId; agency_name: string };

/** Leave of the people of the agencies below a path that ends on a day or later, the latest first. */
export function leavesBelow(r: Reader, q: { path: string; since: number }): Promise<AgencyLeaveRow[]> {
  return r.all<AgencyLeaveRow & Row>(
    // The leave first, which is little, then who and where: nobody walks over all accounts.
    `SELECT l.*, a.full_name, a.agency_id, g.name AS agency_name FROM leave_record l CROSS JOIN account a CROSS JOIN agency g
      WHERE l.to_day >= ? AND a.account_id = l.account_id AND g.agency_id = a.agency_id AND g.path >= ? AND g.path < ?
      ORDER BY l.from_day DESC, l.leave_id`,
    q.since,
    q.path,
    `${q.path}~`,
  );
}
