import type { AccountId } from "@congthu/shared/ids";
import type { AccountKind } from "./accounts.ts";
import type { Reader, Row, Tx } from "./db.ts";
import { holes } from "./db.ts";
import type { UsageDayRow } from "./usage.ts";
import type { BoxDayRow } from "./usage-tracks.ts";

/** A page of accounts in the order of their ids. */
export function accountsAfter(
  r: Reader,
  after: string,
  limit: number,
): Promise<{ account_id: AccountId; kind: AccountKind }[]> {
  return r.all(`SELECT account_id, kind FROM account WHERE account_id > ? ORDER BY account_id LIMIT ?`, after, limit);
}

/** How many accounts there are. */
export async function countAccounts(r: Reader): Promise<number> {
  return (await r.get<{ n: number }>(`SELECT COUNT(*) AS n FROM account`))?.n ?? 0;
}

/** Daily sums of these accounts ("": of erased persons) between two days, both included. */
export function usageDaysBetween(
  r: Reader,
  q: { accountIds: readonly (AccountId | "")[]; from: number; to: number },
): Promise<UsageDayRow[]> {
  return r.all<UsageDayRow & Row>(
    `SELECT * FROM usage_day WHERE account_id IN ${holes(q.accountIds.length)} AND day >= ? AND day <= ?`,
    ...q.accountIds,
    q.from,
    q.to,
  );
}

/** All checks of these agency mailboxes. */
export function boxDaysIn(r: Reader, mailboxIds: readonly AccountId[]): Promise<BoxDayRow[]> {
  return r.all<BoxDayRow & Row>(
    `SELECT * FROM usage_box_day WHERE mailbox_id IN ${holes(mailboxIds.length)}`,
    ...mailboxIds,
  );
}

/** Forgets the tracks of these accounts, before they are made anew. */
export async function deleteTracks(tx: Tx, ids: readonly AccountId[]): Promise<void> {
  for (const table of ["usage_person WHERE account_id", "usage_channel WHERE account_id", "usage_box WHERE mailbox_id"])
    await tx.run(`DELETE FROM ${table} IN ${holes(ids.length)}`, ...ids);
}

/** Forgets the sums of agencies of one month, before they are made anew. */
export async function deleteMonth(tx: Tx, month: number): Promise<void> {
  await tx.run(`DELETE FROM usage_month WHERE month = ?`, month);
  await tx.run(`DELETE FROM usage_month_days WHERE month = ?`, month);
}

/** The first and the last day with daily sums, or undefined without any. */
export async function usageDayRange(r: Reader): Promise<{ first: number; last: number } | undefined> {
  const row = await r.get<{ first: number | null; last: number | null }>(
    `SELECT MIN(day) AS first, MAX(day) AS last FROM usage_day`,
  );
  return row && row.first !== null && row.last !== null ? { first: row.first, last: row.last } : undefined;
}

/** Facts that are in the sums are taken for new again, and the daily sums of the days of which the log is whole (and facts of persons are kept) go; those of erased persons stay. */
export async function unrollLog(tx: Tx): Promise<void> {
  await tx.run(
    `DELETE FROM usage_day WHERE account_id <> '' AND day >= (SELECT CASE WHEN log_from > days_from THEN log_from ELSE days_from END FROM usage_state)`,
  );
  await tx.run(
    `DELETE FROM usage_box_day WHERE day >= (SELECT CASE WHEN log_from > days_from THEN log_from ELSE days_from END FROM usage_state)`,
  );
  await tx.run(
    `UPDATE mail_log SET rolled = 0 WHERE rolled = 1 AND (at + 25200000) / 86400000 >= (SELECT CASE WHEN log_from > days_from THEN log_from ELSE days_from END FROM usage_state)`,
  );
}
