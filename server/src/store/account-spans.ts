import type { AccountId, AgencyId } from "@congthu/shared/ids";
import type { AccountKind, AccountStatus } from "./accounts.ts";
import type { Reader, Row, Tx } from "./db.ts";
import { chunks, holes } from "./db.ts";

/** The last day of what has no end yet. */
export const FOR_EVER = 999_999;

/** What an account was on the days (numbers, local) from `from_day` to `to_day`, both included. */
export type AccountSpanRow = {
  account_id: AccountId;
  from_day: number;
  to_day: number;
  agency_id: AgencyId;
  kind: AccountKind;
  is_leader: number;
  status: AccountStatus;
};

type Standing = Omit<AccountSpanRow, "from_day" | "to_day">;

/** Begins the history of new accounts. */
export async function openSpans(tx: Tx, rows: readonly (Standing & { from_day: number })[]): Promise<void> {
  for (const part of chunks(rows, 250)) {
    await tx.run(
      `INSERT INTO account_span (account_id, from_day, to_day, agency_id, kind, is_leader, status) VALUES ${holes(7, part.length)}`,
      ...part.flatMap((s) => [s.account_id, s.from_day, FOR_EVER, s.agency_id, s.kind, s.is_leader, s.status]),
    );
  }
}

/** From a day on the account is this; the day before is the last of what it was, and what was entered for later days goes. */
export async function spliceSpan(tx: Tx, fromDay: number, now: Standing): Promise<void> {
  await tx.run(`DELETE FROM account_span WHERE account_id = ? AND from_day >= ?`, now.account_id, fromDay);
  await tx.run(
    `UPDATE account_span SET to_day = ? WHERE account_id = ? AND from_day < ? AND to_day >= ?`,
    fromDay - 1,
    now.account_id,
    fromDay,
    fromDay,
  );
  await openSpans(tx, [{ ...now, from_day: fromDay }]);
}

/** The history of one account, the oldest first. */
export function spansOf(r: Reader, accountId: AccountId): Promise<AccountSpanRow[]> {
  return r.all<AccountSpanRow & Row>(`SELECT * FROM account_span WHERE account_id = ? ORDER BY from_day`, accountId);
}
