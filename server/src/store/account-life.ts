import type { LifeAct, LifeReason, LifeState } from "@congthu/shared/account-life";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { chunks, holes, type Reader, type Row, type Tx } from "./db.ts";

/** One step of an account's life: what was done, why, on whose paper, by whom. Days are local. */
export type AccountStepRow = {
  account_id: AccountId;
  step_id: string;
  at: number;
  act: LifeAct;
  from_state: LifeState;
  to_state: LifeState;
  reason: LifeReason;
  /** The agency that asked. */
  requested_by: AgencyId | null;
  document: string;
  document_day: string | null;
  note: string;
  /** Until when it was to be done. */
  due_day: string | null;
  /** Null: the system itself, or the command line. */
  actor_id: AccountId | null;
  request_id: string | null;
};

/** Adds steps to the lives of accounts. */
export async function insertSteps(tx: Tx, rows: readonly AccountStepRow[]): Promise<void> {
  for (const part of chunks(rows, 200)) {
    await tx.run(
      `INSERT INTO account_step (account_id, step_id, at, act, from_state, to_state, reason, requested_by, document, document_day, note, due_day,
        actor_id, request_id) VALUES ${holes(14, part.length)}`,
      ...part.flatMap((s) => [
        s.account_id,
        s.step_id,
        s.at,
        s.act,
        s.from_state,
        s.to_state,
        s.reason,
        s.requested_by,
        s.document,
        s.document_day,
        s.note,
        s.due_day,
        s.actor_id,
        s.request_id,
      ]),
    );
  }
}

/** The steps of an account with the names of who asked and who did it, the newest first. */
export function stepsOf(
  r: Reader,
  accountId: AccountId,
): Promise<(AccountStepRow & { agency_name: string | null; actor_name: string | null })[]> {
  return r.all(
    `SELECT s.*, g.name AS agency_name, a.full_name AS actor_name FROM account_step s LEFT JOIN agency g ON g.agency_id = s.requested_by
      LEFT JOIN account a ON a.account_id = s.actor_id WHERE s.account_id = ? ORDER BY s.step_id DESC`,
    accountId,
  );
}

/** What an account that left comes to: the act that is due on a day, the hold that keeps its mail, and whether the mail is gone. */
export type AccountEndRow = {
  account_id: AccountId;
  next_act: "revoke" | "purge" | null;
  next_day: string | null;
  /** Why its mail is kept whatever the day; "" when it is not. */
  hold: string;
  exported_at: number | null;
  purged_at: number | null;
};

/** The end of an account, or undefined for one that never left. */
export function endOf(r: Reader, accountId: AccountId): Promise<AccountEndRow | undefined> {
  return r.get<AccountEndRow & Row>(`SELECT * FROM account_end WHERE account_id = ?`, accountId);
}

/** Sets what an account comes to. */
export async function putEnd(tx: Tx, e: AccountEndRow): Promise<void> {
  await tx.run(
    `INSERT INTO account_end (account_id, next_act, next_day, hold, exported_at, purged_at) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (account_id) DO UPDATE SET next_act = excluded.next_act, next_day = excluded.next_day, hold = excluded.hold,
        exported_at = excluded.exported_at, purged_at = excluded.purged_at`,
    e.account_id,
    e.next_act,
    e.next_day,
    e.hold,
    e.exported_at,
    e.purged_at,
  );
}

/** Ends that are due on a day, the longest due first. Mail under a hold is not deleted, nor what was not exported when that must come first. */
export function dueEnds(r: Reader, q: { day: string; exportFirst: boolean; limit: number }): Promise<AccountEndRow[]> {
  return r.all<AccountEndRow & Row>(
    `SELECT * FROM account_end WHERE next_act IS NOT NULL AND next_day <= ?
      AND (next_act = 'revoke' OR (hold = '' AND (exported_at IS NOT NULL OR ? = 0))) ORDER BY next_day LIMIT ?`,
    q.day,
    q.exportFirst ? 1 : 0,
    q.limit,
  );
}
