import type { AccountId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";
import { chunks, holes } from "./db.ts";

/** Data types kept whole as JSON, by their JMAP names. */
export const RECORD_KINDS = [
  "MailRule",
  "SavedSearch",
  "Preferences",
  "Template",
  "Snooze",
  "Reminder",
  "Assignment",
  "Presence",
  "AddressBook",
  "ContactCard",
  "ShareNotification",
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

export type RecordRow = {
  account_id: AccountId;
  kind: RecordKind;
  record_id: string;
  /** JSON of the record without its id. */
  value: string;
  /** When something is to be done about it, epoch milliseconds. */
  due_at: number | null;
  modseq: number;
  created_modseq: number;
};

const COLUMNS = "account_id, kind, record_id, value, due_at, modseq, created_modseq";

/** All records of a kind in an account, by id. */
export function recordsOf(r: Reader, accountId: AccountId, kind: RecordKind): Promise<RecordRow[]> {
  return r.all<RecordRow & Row>(
    `SELECT ${COLUMNS} FROM record WHERE account_id = ? AND kind = ? ORDER BY record_id`,
    accountId,
    kind,
  );
}

/** One record, or undefined. */
export function recordById(
  r: Reader,
  k: { accountId: AccountId; kind: RecordKind; recordId: string },
): Promise<RecordRow | undefined> {
  return r.get<RecordRow & Row>(
    `SELECT ${COLUMNS} FROM record WHERE account_id = ? AND kind = ? AND record_id = ?`,
    k.accountId,
    k.kind,
    k.recordId,
  );
}

/** All records of a kind in several accounts. */
export async function recordsOfAccounts(
  r: Reader,
  accountIds: readonly AccountId[],
  kind: RecordKind,
): Promise<RecordRow[]> {
  const out: RecordRow[] = [];
  for (const part of chunks(accountIds, 400)) {
    out.push(
      ...(await r.all<RecordRow & Row>(
        `SELECT ${COLUMNS} FROM record WHERE account_id IN ${holes(part.length)} AND kind = ?`,
        ...part,
        kind,
      )),
    );
  }
  return out;
}

/** How many records of a kind an account has. */
export async function countRecords(r: Reader, accountId: AccountId, kind: RecordKind): Promise<number> {
  const row = await r.get<{ n: number }>(
    `SELECT COUNT(*) AS n FROM record WHERE account_id = ? AND kind = ?`,
    accountId,
    kind,
  );
  return Number(row?.n ?? 0);
}

/** Adds a record, or puts it in the place of the one with its id; that one's `created_modseq` stays. */
export async function putRecord(tx: Tx, row: RecordRow): Promise<void> {
  await tx.run(
    `INSERT INTO record (${COLUMNS}) VALUES ${holes(7)} ON CONFLICT (account_id, kind, record_id)
      DO UPDATE SET value = excluded.value, due_at = excluded.due_at, modseq = excluded.modseq`,
    row.account_id,
    row.kind,
    row.record_id,
    row.value,
    row.due_at,
    row.modseq,
    row.created_modseq,
  );
}

/** Removes a record; gives false when there is none. */
export async function deleteRecord(
  tx: Tx,
  k: { accountId: AccountId; kind: RecordKind; recordId: string },
): Promise<boolean> {
  const n = await tx.run(
    `DELETE FROM record WHERE account_id = ? AND kind = ? AND record_id = ?`,
    k.accountId,
    k.kind,
    k.recordId,
  );
  return n > 0;
}

/** Records about which something is to be done by now, the longest due first. */
export function dueRecords(r: Reader, nowMs: number, limit: number): Promise<RecordRow[]> {
  return r.all<RecordRow & Row>(
    `SELECT ${COLUMNS} FROM record WHERE due_at IS NOT NULL AND due_at <= ? ORDER BY due_at LIMIT ?`,
    nowMs,
    limit,
  );
}

/** Kinds of which a record of the account came or changed after `modseq`. */
export async function recordKindsChanged(r: Reader, accountId: AccountId, modseq: number): Promise<RecordKind[]> {
  const rows = await r.all<{ kind: RecordKind }>(
    `SELECT DISTINCT kind FROM record WHERE account_id = ? AND modseq > ?`,
    accountId,
    modseq,
  );
  return rows.map((row) => row.kind);
}
