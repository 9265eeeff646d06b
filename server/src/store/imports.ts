import type { AccountId, AgencyId } from "@congthu/shared/ids";
import type { ImportRowState, ImportState, ListAct, ListOrigin } from "@congthu/shared/import-words";
import { chunks, holes, type Reader, type Row, type Tx } from "./db.ts";

/** A list of people that was handed in as a file, or accounts that were chosen (`origin`). `sheet` is JSON: the sheet's name and columns; `failure`: the row and the code that stopped it, or "". */
export type ImportBatchRow = {
  batch_id: string;
  agency_id: AgencyId;
  file_name: string;
  sheet: string;
  state: ImportState;
  faults: number;
  rows: number;
  done: number;
  document: string;
  document_day: string | null;
  created_by: AccountId | null;
  created_at: number;
  settled_at: number | null;
  failure: string;
  origin: ListOrigin;
};

/** A row of such a list. `cells`, `wanted` and `faults` are JSON: as written, as understood, and what is wrong. */
export type ImportRowRow = {
  batch_id: string;
  row_no: number;
  act: ListAct;
  state: ImportRowState;
  agency_id: AgencyId | null;
  account_id: AccountId | null;
  address: string;
  cells: string;
  wanted: string;
  faults: string;
};

/** Adds a list with its rows. */
export async function insertImport(tx: Tx, batch: ImportBatchRow, rows: readonly ImportRowRow[]): Promise<void> {
  await tx.run(
    `INSERT INTO import_batch (batch_id, agency_id, file_name, sheet, state, faults, rows, done, document, document_day, created_by, created_at,
      settled_at, failure, origin) VALUES ${holes(15)}`,
    batch.batch_id,
    batch.agency_id,
    batch.file_name,
    batch.sheet,
    batch.state,
    batch.faults,
    batch.rows,
    batch.done,
    batch.document,
    batch.document_day,
    batch.created_by,
    batch.created_at,
    batch.settled_at,
    batch.failure,
    batch.origin,
  );
  for (const part of chunks(rows, 200)) {
    await tx.run(
      `INSERT INTO import_row (batch_id, row_no, act, state, agency_id, account_id, address, cells, wanted, faults) VALUES ${holes(10, part.length)}`,
      ...part.flatMap((r) => [
        r.batch_id,
        r.row_no,
        r.act,
        r.state,
        r.agency_id,
        r.account_id,
        r.address,
        r.cells,
        r.wanted,
        r.faults,
      ]),
    );
  }
}

/** One list, or undefined. */
export function importById(r: Reader, batchId: string): Promise<ImportBatchRow | undefined> {
  return r.get<ImportBatchRow & Row>(`SELECT * FROM import_batch WHERE batch_id = ?`, batchId);
}

/** The newest lists of one agency. */
export function importsOf(r: Reader, agencyId: AgencyId, limit: number): Promise<ImportBatchRow[]> {
  return r.all<ImportBatchRow & Row>(
    `SELECT * FROM import_batch WHERE agency_id = ? ORDER BY batch_id DESC LIMIT ?`,
    agencyId,
    limit,
  );
}

/** The newest lists of all agencies. */
export function newestImports(r: Reader, limit: number): Promise<ImportBatchRow[]> {
  return r.all<ImportBatchRow & Row>(`SELECT * FROM import_batch ORDER BY batch_id DESC LIMIT ?`, limit);
}

/** The newest lists somebody made. */
export function importsBy(r: Reader, accountId: AccountId, limit: number): Promise<ImportBatchRow[]> {
  return r.all<ImportBatchRow & Row>(
    `SELECT * FROM import_batch WHERE created_by = ? ORDER BY batch_id DESC LIMIT ?`,
    accountId,
    limit,
  );
}

/** The oldest list that is being carried out or undone. */
export function goingImport(r: Reader): Promise<ImportBatchRow | undefined> {
  return r.get<ImportBatchRow & Row>(
    `SELECT * FROM import_batch WHERE state IN ('running', 'undoing') ORDER BY batch_id LIMIT 1`,
  );
}

export type ImportBatchEdit = Partial<Pick<ImportBatchRow, "state" | "done" | "settled_at" | "failure" | "faults">>;

/** Changes what is named in `edit`. */
export async function updateImport(tx: Tx, batchId: string, edit: ImportBatchEdit): Promise<void> {
  const fields = Object.entries(edit);
  await tx.run(
    `UPDATE import_batch SET ${fields.map(([name]) => `${name} = ?`).join(", ")} WHERE batch_id = ?`,
    ...fields.map(([, value]) => value),
    batchId,
  );
}

/** Rows in one state after a row number, in order. */
export function importRowsIn(
  r: Reader,
  q: { batchId: string; state: ImportRowState; after: number; limit: number },
): Promise<ImportRowRow[]> {
  return r.all<ImportRowRow & Row>(
    `SELECT * FROM import_row WHERE batch_id = ? AND state = ? AND row_no > ? ORDER BY row_no LIMIT ?`,
    q.batchId,
    q.state,
    q.after,
    q.limit,
  );
}

/** All rows after a row number, in order. */
export function importRows(r: Reader, q: { batchId: string; after: number; limit: number }): Promise<ImportRowRow[]> {
  return r.all<ImportRowRow & Row>(
    `SELECT * FROM import_row WHERE batch_id = ? AND row_no > ? ORDER BY row_no LIMIT ?`,
    q.batchId,
    q.after,
    q.limit,
  );
}

/** How many rows of a list ask for what and are in which state. */
export function importTally(r: Reader, batchId: string): Promise<{ act: ListAct; state: ImportRowState; n: number }[]> {
  return r.all(
    `SELECT act, state, COUNT(*) AS n FROM import_row WHERE batch_id = ? GROUP BY act, state ORDER BY act, state`,
    batchId,
  );
}

/** Says what became of a row. */
export async function settleImportRow(
  tx: Tx,
  row: Pick<ImportRowRow, "batch_id" | "row_no" | "state" | "account_id" | "wanted">,
): Promise<void> {
  await tx.run(
    `UPDATE import_row SET state = ?, account_id = ?, wanted = ? WHERE batch_id = ? AND row_no = ?`,
    row.state,
    row.account_id,
    row.wanted,
    row.batch_id,
    row.row_no,
  );
}

/** People and mailboxes of these agencies, as far as an import must know them. */
export type KnownAccountRow = {
  account_id: AccountId;
  agency_id: AgencyId;
  kind: string;
  fold: string;
  address: string;
  status: string;
};

/** Everybody of these agencies, the oldest first, so that people of one name keep their order. */
export async function accountsOfAgencies(r: Reader, agencyIds: readonly AgencyId[]): Promise<KnownAccountRow[]> {
  const out: KnownAccountRow[] = [];
  for (const part of chunks(agencyIds, 200)) {
    out.push(
      ...(await r.all<KnownAccountRow & Row>(
        `SELECT account_id, agency_id, kind, fold, address, status FROM account WHERE agency_id IN ${holes(part.length)}
          ORDER BY agency_id, created_at, account_id`,
        ...part,
      )),
    );
  }
  return out;
}

/** The accounts behind these addresses. */
export async function accountsAt(
  r: Reader,
  addresses: readonly string[],
): Promise<(KnownAccountRow & { at: string })[]> {
  const out: (KnownAccountRow & { at: string })[] = [];
  for (const part of chunks(addresses, 500)) {
    out.push(
      ...(await r.all<KnownAccountRow & { at: string } & Row>(
        `SELECT d.address AS at, a.account_id, a.agency_id, a.kind, a.fold, a.address, a.status FROM address d JOIN account a
          ON a.account_id = d.account_id WHERE d.address IN ${holes(part.length)}`,
        ...part,
      )),
    );
  }
  return out;
}

/**
 * Takes an account away as if it had never been, when nobody ever signed in to it and it holds no mail; false when somebody did. The address is free
 * again: it was never handed over.
 */
export async function deleteUnusedAccount(tx: Tx, accountId: AccountId): Promise<boolean> {
  const unused = await tx.get(
    `SELECT 1 AS one FROM account a JOIN account_state s ON s.account_id = a.account_id WHERE a.account_id = ? AND s.used_count = 0
      AND (a.password_hash IS NULL OR a.must_change = 1) AND NOT EXISTS (SELECT 1 FROM sign_in i WHERE i.account_id = a.account_id AND i.result = 'ok')
      AND NOT EXISTS (SELECT 1 FROM group_member m WHERE m.account_id = a.account_id)
      AND NOT EXISTS (SELECT 1 FROM delegation d WHERE d.delegate_id = a.account_id OR d.owner_id = a.account_id)
      AND NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = a.account_id)`,
    accountId,
  );
  if (!unused) return false;
  for (const table of OWN_TABLES) await tx.run(`DELETE FROM ${table} WHERE account_id = ?`, accountId);
  return true;
}

/** What a new account has, the account itself last. */
const OWN_TABLES = [
  "account_span",
  "account_step",
  "account_end",
  "inactivity_warning",
  "password_history",
  "sign_in",
  "session",
  "person_word",
  "identity",
  "mailbox",
  "address",
  "account_state",
  "account",
] as const;
