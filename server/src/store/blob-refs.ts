import type { AccountId, BlobId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";
import { chunks, holes } from "./db.ts";

/** The octets of a message or upload, once whatever the number of holders. `bytes` is null when they are in the BlobStore. */
export type BlobRow = {
  blob_id: BlobId;
  size_bytes: number;
  refs: number;
  unreferenced_at: number | null;
  meta: string | null;
  bytes: Uint8Array | null;
};

/**
 * Adds `refs` holders to a blob, making its row when it is new. Inline octets are given as `bytes`; null means the BlobStore
 * has them, durable already. A blob that exists keeps its octets and gains a description it lacked.
 */
export async function holdBlob(
  tx: Tx,
  b: { blobId: BlobId; sizeBytes: number; meta: string | null; bytes: Uint8Array | null },
  refs: number,
): Promise<void> {
  await tx.run(
    `INSERT INTO blob (blob_id, size_bytes, refs, unreferenced_at, meta, bytes) VALUES (?, ?, ?, NULL, ?, ?)
      ON CONFLICT (blob_id) DO UPDATE SET refs = blob.refs + excluded.refs, unreferenced_at = NULL, meta = COALESCE(blob.meta, excluded.meta)`,
    b.blobId,
    b.sizeBytes,
    refs,
    b.meta,
    b.bytes,
  );
}

/** Adds holders to a blob that exists; gives false when it does not. */
export async function holdExistingBlob(tx: Tx, blobId: BlobId, refs: number): Promise<boolean> {
  const n = await tx.run(`UPDATE blob SET refs = refs + ?, unreferenced_at = NULL WHERE blob_id = ?`, refs, blobId);
  return n > 0;
}

/** Takes holders away; at none left the time is kept, so that the collector finds it later. */
export async function releaseBlob(tx: Tx, blobId: BlobId, refs: number, nowMs: number): Promise<void> {
  await tx.run(
    `UPDATE blob SET refs = refs - ?, unreferenced_at = CASE WHEN refs = ? THEN ? ELSE unreferenced_at END WHERE blob_id = ?`,
    refs,
    refs,
    nowMs,
    blobId,
  );
}

/** Size, description and place of a blob, without its octets. */
export function blobHead(r: Reader, blobId: BlobId): Promise<Omit<BlobRow, "bytes"> | undefined> {
  return r.get<Omit<BlobRow, "bytes"> & Row>(
    `SELECT blob_id, size_bytes, refs, unreferenced_at, meta FROM blob WHERE blob_id = ?`,
    blobId,
  );
}

/** Descriptions of many blobs, as stored (JSON text); blobs without one are absent. */
export async function blobMetas(r: Reader, blobIds: readonly BlobId[]): Promise<Map<BlobId, string>> {
  const out = new Map<BlobId, string>();
  for (const part of chunks(blobIds, 500)) {
    const rows = await r.all<{ blob_id: BlobId; meta: string }>(
      `SELECT blob_id, meta FROM blob WHERE blob_id IN ${holes(part.length)} AND meta IS NOT NULL`,
      ...part,
    );
    for (const row of rows) out.set(row.blob_id, row.meta);
  }
  return out;
}

/** Keeps a description that was missing (a blob first stored as an upload). */
export async function setBlobMeta(tx: Tx, blobId: BlobId, meta: string): Promise<void> {
  await tx.run(`UPDATE blob SET meta = ? WHERE blob_id = ?`, meta, blobId);
}

/** Inline octets, null when they are in the BlobStore, undefined when there is no such blob. */
export async function inlineBytes(r: Reader, blobId: BlobId): Promise<Uint8Array | null | undefined> {
  const row = await r.get<{ bytes: Uint8Array | null }>(`SELECT bytes FROM blob WHERE blob_id = ?`, blobId);
  return row?.bytes;
}

/** Blobs nobody has held since before `cutoff`, at most `limit`. */
export async function unreferencedBlobs(
  r: Reader,
  cutoff: number,
  limit: number,
): Promise<{ blob_id: BlobId; inline: number }[]> {
  return r.all(
    `SELECT blob_id, CASE WHEN bytes IS NULL THEN 0 ELSE 1 END AS inline FROM blob WHERE refs = 0 AND unreferenced_at < ? ORDER BY unreferenced_at LIMIT ?`,
    cutoff,
    limit,
  );
}

/** Removes a blob row that still nobody holds; gives whether it went. */
export async function deleteUnreferencedBlob(tx: Tx, blobId: BlobId, cutoff: number): Promise<boolean> {
  return (await tx.run(`DELETE FROM blob WHERE blob_id = ? AND refs = 0 AND unreferenced_at < ?`, blobId, cutoff)) > 0;
}

/** Notes an upload of this account, kept until `expiresAt`; gives true when it is new (the caller then holds the blob once). */
export async function insertUpload(
  tx: Tx,
  u: { accountId: AccountId; blobId: BlobId; type: string; expiresAt: number },
): Promise<boolean> {
  const n = await tx.run(
    `INSERT INTO upload (account_id, blob_id, type, expires_at) VALUES (?, ?, ?, ?) ON CONFLICT (account_id, blob_id) DO NOTHING`,
    u.accountId,
    u.blobId,
    u.type,
    u.expiresAt,
  );
  if (n === 0)
    await tx.run(
      `UPDATE upload SET expires_at = ?, type = ? WHERE account_id = ? AND blob_id = ?`,
      u.expiresAt,
      u.type,
      u.accountId,
      u.blobId,
    );
  return n > 0;
}

/** The upload of this account with this blob, or undefined: nobody reads another account's upload. */
export function uploadOf(
  r: Reader,
  accountId: AccountId,
  blobId: BlobId,
): Promise<{ type: string; size_bytes: number } | undefined> {
  return r.get(
    `SELECT u.type, b.size_bytes FROM upload u JOIN blob b ON b.blob_id = u.blob_id WHERE u.account_id = ? AND u.blob_id = ?`,
    accountId,
    blobId,
  );
}

/** The uploads of an account with their octets, the next to expire first. */
export function uploadsOf(r: Reader, accountId: AccountId): Promise<{ blob_id: BlobId; size_bytes: number }[]> {
  return r.all(
    `SELECT u.blob_id, b.size_bytes FROM upload u JOIN blob b ON b.blob_id = u.blob_id WHERE u.account_id = ? ORDER BY u.expires_at, u.blob_id`,
    accountId,
  );
}

/** Forgets an upload; the caller releases its blob. Gives whether it was there. */
export async function deleteUpload(tx: Tx, accountId: AccountId, blobId: BlobId): Promise<boolean> {
  return (await tx.run(`DELETE FROM upload WHERE account_id = ? AND blob_id = ?`, accountId, blobId)) > 0;
}

/** Removes uploads past their time and gives them, so that their blobs are released. */
export function takeExpiredUploads(tx: Tx, nowMs: number): Promise<{ account_id: AccountId; blob_id: BlobId }[]> {
  return tx.all(`DELETE FROM upload WHERE expires_at < ? RETURNING account_id, blob_id`, nowMs);
}
