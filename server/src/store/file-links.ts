import type { AccountId, BlobId, FileLinkId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";
import { holes } from "./db.ts";

/** A file behind a link. `by_id` made it in the mailbox of `account_id`, whose room it takes. */
export type FileLinkRow = {
  link_id: FileLinkId;
  /** What the link carries; who knows it may fetch the file. */
  token: string;
  account_id: AccountId;
  by_id: AccountId;
  blob_id: BlobId;
  name: string;
  type: string;
  size_bytes: number;
  created_at: number;
  expires_at: number;
  downloads: number;
  downloaded_at: number | null;
};

const COLUMNS =
  "link_id, token, account_id, by_id, blob_id, name, type, size_bytes, created_at, expires_at, downloads, downloaded_at";

/** Adds a link; the caller holds its blob and counts its room. */
export async function insertFileLink(tx: Tx, row: FileLinkRow): Promise<void> {
  await tx.run(
    `INSERT INTO file_link (${COLUMNS}) VALUES ${holes(12)}`,
    row.link_id,
    row.token,
    row.account_id,
    row.by_id,
    row.blob_id,
    row.name,
    row.type,
    row.size_bytes,
    row.created_at,
    row.expires_at,
    row.downloads,
    row.downloaded_at,
  );
}

/** The links of an account with the names of who made them, the newest first. */
export function fileLinksOf(r: Reader, accountId: AccountId): Promise<(FileLinkRow & { by_name: string })[]> {
  return r.all<FileLinkRow & { by_name: string } & Row>(
    `SELECT l.*, a.full_name AS by_name FROM file_link l JOIN account a ON a.account_id = l.by_id WHERE l.account_id = ?
      ORDER BY l.created_at DESC`,
    accountId,
  );
}

/** The link of a token, whether expired or not. */
export function fileLinkByToken(r: Reader, token: string): Promise<FileLinkRow | undefined> {
  return r.get<FileLinkRow & Row>(`SELECT ${COLUMNS} FROM file_link WHERE token = ?`, token);
}

/** One link of an account. */
export function fileLinkById(
  r: Reader,
  k: { accountId: AccountId; linkId: FileLinkId },
): Promise<FileLinkRow | undefined> {
  return r.get<FileLinkRow & Row>(
    `SELECT ${COLUMNS} FROM file_link WHERE link_id = ? AND account_id = ?`,
    k.linkId,
    k.accountId,
  );
}

/** Forgets a link; the caller releases its blob and its room. */
export async function deleteFileLink(tx: Tx, linkId: FileLinkId): Promise<boolean> {
  return (await tx.run(`DELETE FROM file_link WHERE link_id = ?`, linkId)) > 0;
}

/** Links past their time, the first expired first. */
export function expiredFileLinks(r: Reader, nowMs: number, limit: number): Promise<FileLinkRow[]> {
  return r.all<FileLinkRow & Row>(
    `SELECT ${COLUMNS} FROM file_link WHERE expires_at <= ? ORDER BY expires_at LIMIT ?`,
    nowMs,
    limit,
  );
}

/** Counts one download. */
export async function countDownload(tx: Tx, linkId: FileLinkId, atMs: number): Promise<void> {
  await tx.run(`UPDATE file_link SET downloads = downloads + 1, downloaded_at = ? WHERE link_id = ?`, atMs, linkId);
}
