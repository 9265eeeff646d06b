import type { AccountId, MailboxId, ThreadId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";
import { chunks, holes } from "./db.ts";
import type { RecordKind } from "./records.ts";

export type TombstoneKind = "placement" | "email" | "mailbox" | "submission" | "identity" | RecordKind;

/** What was destroyed, so that VANISHED (RFC 7162 §3.2.10) and /changes (RFC 8620 §5.2) are exact. */
export type TombstoneRow = {
  account_id: AccountId;
  modseq: number;
  kind: TombstoneKind;
  /** Email id, mailbox id, … */
  object_id: string;
  /** For placements the mailbox, else "". */
  mailbox_id: MailboxId | "";
  /** For placements the UID, else 0. */
  uid: number;
  /** The thread of a placement or Email, else "". */
  thread_id: ThreadId | "";
  /** When the thing had come, so that what came and went since is not told. */
  created_modseq: number;
  at: number;
};

/** Raises the account's modseq by one and gives it. Once per transaction and account. */
export async function raiseModseq(tx: Tx, accountId: AccountId): Promise<number> {
  const row = await tx.get<{ modseq: number }>(
    `UPDATE account_state SET modseq = modseq + 1 WHERE account_id = ? RETURNING modseq`,
    accountId,
  );
  if (!row) throw new Error(`no account_state for ${accountId}`);
  return row.modseq;
}

/** The account's modseq: IMAP MODSEQ and JMAP state both come from it. */
export async function modseqOf(r: Reader, accountId: AccountId): Promise<number> {
  const row = await r.get<{ modseq: number }>(`SELECT modseq FROM account_state WHERE account_id = ?`, accountId);
  return row?.modseq ?? 0;
}

/** The modseq of every account. */
export function allModseqs(r: Reader): Promise<{ account_id: AccountId; modseq: number }[]> {
  return r.all(`SELECT account_id, modseq FROM account_state`);
}

/** Adds octets and messages (signed) to what the account uses. */
export async function addUsed(tx: Tx, accountId: AccountId, d: { bytes: number; count: number }): Promise<void> {
  await tx.run(
    `UPDATE account_state SET used_bytes = used_bytes + ?, used_count = used_count + ? WHERE account_id = ?`,
    d.bytes,
    d.count,
    accountId,
  );
}

/** Raises the modseq of accounts and counts one message of the given size in each; one statement, the plain one for one account. */
export async function arriveInAccounts(
  tx: Tx,
  arrivals: readonly { accountId: AccountId; sizeBytes: number }[],
): Promise<Map<AccountId, number>> {
  const [only] = arrivals;
  if (only && arrivals.length === 1) {
    const [row] = await tx.all<{ modseq: number }>(
      `UPDATE account_state SET modseq = modseq + 1, used_bytes = used_bytes + ?, used_count = used_count + 1 WHERE account_id = ? RETURNING modseq`,
      only.sizeBytes,
      only.accountId,
    );
    return new Map(row ? [[only.accountId, row.modseq]] : []);
  }
  const first = "(CAST(? AS TEXT), CAST(? AS BIGINT))";
  const values = arrivals.length > 1 ? `${first}, ${holes(2, arrivals.length - 1)}` : first;
  const rows = await tx.all<{ account_id: AccountId; modseq: number }>(
    `WITH v (account_id, size_bytes) AS (VALUES ${values})
     UPDATE account_state SET modseq = modseq + 1, used_bytes = used_bytes + v.size_bytes, used_count = used_count + 1
     FROM v WHERE account_state.account_id = v.account_id RETURNING account_state.account_id, account_state.modseq`,
    ...arrivals.flatMap((a) => [a.accountId, a.sizeBytes]),
  );
  return new Map(rows.map((r) => [r.account_id, r.modseq]));
}

/** Records what was destroyed. */
export async function insertTombstones(tx: Tx, rows: readonly TombstoneRow[]): Promise<void> {
  for (const part of chunks(rows, 500)) {
    await tx.run(
      `INSERT INTO tombstone (account_id, modseq, kind, object_id, mailbox_id, uid, thread_id, created_modseq, at) VALUES ${holes(9, part.length)}`,
      ...part.flatMap((t) => [
        t.account_id,
        t.modseq,
        t.kind,
        t.object_id,
        t.mailbox_id,
        t.uid,
        t.thread_id,
        t.created_modseq,
        t.at,
      ]),
    );
  }
}

/** What of one kind was destroyed after `modseq`, by modseq. */
export function tombstonesSince(
  r: Reader,
  accountId: AccountId,
  since: { kind: TombstoneKind; modseq: number },
): Promise<TombstoneRow[]> {
  return r.all<TombstoneRow & Row>(
    `SELECT * FROM tombstone WHERE account_id = ? AND modseq > ? AND kind = ? ORDER BY modseq`,
    accountId,
    since.modseq,
    since.kind,
  );
}

/** UIDs that left a mailbox after `modseq`, ascending. RFC 7162 §3.2.10.1 */
export async function vanishedSince(
  r: Reader,
  k: { accountId: AccountId; mailboxId: MailboxId },
  modseq: number,
): Promise<number[]> {
  const rows = await r.all<{ uid: number }>(
    `SELECT uid FROM tombstone WHERE mailbox_id = ? AND modseq > ? AND kind = 'placement' AND account_id = ? ORDER BY uid`,
    k.mailboxId,
    modseq,
    k.accountId,
  );
  return rows.map((row) => row.uid);
}
