import type { AccountId } from "@congthu/shared/ids";
import { insertTombstones } from "../../store/changes.ts";
import type { Reader, Tx } from "../../store/db.ts";
import {
  deleteRecord,
  putRecord,
  type RecordKind,
  type RecordRow,
  recordById,
  recordsOf,
} from "../../store/records.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { changesOfRecords } from "../id-changes.ts";

export type { RecordKind } from "../../store/records.ts";
export type RecordKey = { accountId: AccountId; kind: RecordKind; recordId: string };
export type StoredRecord<T = Record<string, unknown>> = { id: string; value: T };

/** All records of a kind in an account. */
export async function listRecords<T>(r: Reader, accountId: AccountId, kind: RecordKind): Promise<StoredRecord<T>[]> {
  return (await recordsOf(r, accountId, kind)).map(readRow<T>);
}

/** One record. Throws notFound. */
export async function requireRecord<T>(r: Reader, k: RecordKey): Promise<StoredRecord<T> & { row: RecordRow }> {
  const row = await recordById(r, k);
  if (!row) throw new MailError("notFound", k.recordId);
  return { ...readRow<T>(row), row };
}

/** What changed among them. Throws state.mismatch. */
export async function recordChanges(
  r: Reader,
  accountId: AccountId,
  q: { kind: RecordKind; since: number; max: number | null },
) {
  const records = (await recordsOf(r, accountId, q.kind)).map((row) => ({ ...row, id: row.record_id }));
  return changesOfRecords(r, accountId, { ...q, records });
}

/** Writes a record, new or not, at `modseq`. */
export function putRecordIn(
  tx: Tx,
  k: RecordKey,
  q: { value: unknown; dueAt: number | null; modseq: number },
): Promise<void> {
  return putRecord(tx, {
    account_id: k.accountId,
    kind: k.kind,
    record_id: k.recordId,
    value: JSON.stringify(q.value),
    due_at: q.dueAt,
    modseq: q.modseq,
    created_modseq: q.modseq,
  });
}

/** Removes a record, so that clients hear of it. Throws notFound. */
export async function destroyRecordIn(app: Pick<App, "clock">, tx: Tx, k: RecordKey, modseq: number): Promise<void> {
  const row = await recordById(tx, k);
  if (!row) throw new MailError("notFound", k.recordId);
  await deleteRecord(tx, k);
  await insertTombstones(tx, [
    {
      account_id: k.accountId,
      modseq,
      kind: k.kind,
      object_id: k.recordId,
      mailbox_id: "",
      uid: 0,
      thread_id: "",
      created_modseq: row.created_modseq,
      at: app.clock.now(),
    },
  ]);
}

/** A stored row with its JSON read. */
export function readRow<T>(row: RecordRow): StoredRecord<T> {
  return { id: row.record_id, value: JSON.parse(row.value) as T };
}
