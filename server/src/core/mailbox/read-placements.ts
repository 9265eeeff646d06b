import type { AccountId, BlobId, EmailId, MailboxId } from "@congthu/shared/ids";
import type { MessageMeta } from "../../mime/describe.ts";
import { blobMetas } from "../../store/blob-refs.ts";
import type { Reader } from "../../store/db.ts";
import { deletedUids, type MessageRow, messagesByEmail, messagesByUid, messagesByUids } from "../../store/messages.ts";

type Key = { accountId: AccountId; mailboxId: MailboxId };

/** The placements under these ascending UIDs that exist, by UID. Reads one range when the UIDs stand close, single rows otherwise. */
export async function readPlacements(r: Reader, k: Key, uids: readonly number[]): Promise<MessageRow[]> {
  const fromUid = uids[0];
  const toUid = uids[uids.length - 1];
  if (fromUid === undefined || toUid === undefined) return [];
  if (toUid - fromUid >= uids.length * 4) return messagesByUids(r, k, uids);
  const rows = await messagesByUid(r, k, { fromUid, toUid, limit: toUid - fromUid + 1 });
  if (rows.length <= uids.length && toUid - fromUid + 1 === uids.length) return rows;
  const wanted = new Set(uids);
  return rows.filter((m) => wanted.has(m.uid));
}

/** Descriptions of messages by blob; each is what `describeMessage` made at arrival. */
export async function readMetas(r: Reader, rows: readonly MessageRow[]): Promise<Map<BlobId, MessageMeta>> {
  const texts = await blobMetas(r, [...new Set(rows.map((m) => m.blob_id))]);
  return new Map([...texts].map(([blobId, json]) => [blobId, JSON.parse(json) as MessageMeta]));
}

/** UIDs under which Emails stand in a mailbox. */
export async function uidsOfEmails(r: Reader, k: Key, emailIds: readonly EmailId[]): Promise<number[]> {
  const rows = await messagesByEmail(r, k.accountId, emailIds);
  return rows.filter((m) => m.mailbox_id === k.mailboxId).map((m) => m.uid);
}

/** Number and octets of what an EXPUNGE would remove now. RFC 9208 §4.1.4 */
export async function deletedTotals(r: Reader, k: Key): Promise<{ count: number; bytes: number }> {
  const rows = await messagesByUids(r, k, await deletedUids(r, k));
  return { count: rows.length, bytes: rows.reduce((sum, m) => sum + m.size_bytes, 0) };
}
