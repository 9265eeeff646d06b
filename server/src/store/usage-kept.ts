import type { AccountId, AgencyId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";
import { chunks, holes } from "./db.ts";

/** What is kept of an agency's month for good: how many mailboxes there were, and how many of their owners used them, by which version of the definition. */
export type KeptMonthRow = {
  month: number;
  agency_id: AgencyId;
  version: number;
  mailboxes: number;
  users: number;
  regular: number;
  leader_mailboxes: number;
  leader_users: number;
  leader_regular: number;
};

/** Keeps figures of months; those kept before stay. */
export async function putKeptMonths(tx: Tx, rows: readonly KeptMonthRow[]): Promise<void> {
  for (const part of chunks(rows, 200))
    await tx.run(
      `INSERT INTO usage_kept (month, agency_id, version, mailboxes, users, regular, leader_mailboxes, leader_users, leader_regular)
        VALUES ${holes(9, part.length)} ON CONFLICT (month, agency_id) DO NOTHING`,
      ...part.flatMap((k) => [
        ...[k.month, k.agency_id, k.version, k.mailboxes, k.users, k.regular],
        ...[k.leader_mailboxes, k.leader_users, k.leader_regular],
      ]),
    );
}

/** The kept figures of one month, agency by agency. */
export function keptMonth(r: Reader, month: number): Promise<KeptMonthRow[]> {
  return r.all<KeptMonthRow & Row>(`SELECT * FROM usage_kept WHERE month = ?`, month);
}

/** Forgets what these persons did before a day; the sums of agencies stay. */
export async function forgetDaysBefore(tx: Tx, ids: readonly (AccountId | "")[], day: number): Promise<void> {
  await tx.run(`DELETE FROM usage_day WHERE account_id IN ${holes(ids.length)} AND day < ?`, ...ids, day);
  await tx.run(`DELETE FROM usage_box_day WHERE mailbox_id IN ${holes(ids.length)} AND day < ?`, ...ids, day);
}

/** From which days (numbers) on there are facts of single persons (`days_from`) and the log below them (`log_from`). */
export async function usageKept(r: Reader): Promise<{ days_from: number; log_from: number }> {
  const row = await r.get<{ days_from: number; log_from: number }>(
    `SELECT days_from, log_from FROM usage_state WHERE one = 1`,
  );
  if (!row) throw new Error("usage_state has no row");
  return row;
}

/** Notes that facts of single persons before this day (its number) have been forgotten. */
export async function setDaysFrom(tx: Tx, day: number): Promise<void> {
  await tx.run(`UPDATE usage_state SET days_from = ? WHERE one = 1 AND days_from < ?`, day, day);
}
