import type { AccountId, BlobId, MailboxId } from "@congthu/shared/ids";
import type { MessageMeta } from "../../mime/describe.ts";
import { type Gist, readGist } from "../../mime/gist.ts";
import { blobMetas } from "../../store/blob-refs.ts";
import type { Reader } from "../../store/db.ts";
import { type GistedRow, gistedByUid, gistedByUids } from "../../store/email-gists.ts";

export type { Gist } from "../../mime/gist.ts";
/** A placement with what it is sorted and searched by. */
export type Gisted = Omit<GistedRow, "gist"> & { gist: Gist | undefined };

/**
 * The placements under these ascending UIDs that exist, by UID, with their gists; from the descriptions where no gist is kept. Reads one
 * range when the UIDs stand close.
 */
export async function readGisted(
  r: Reader,
  k: { accountId: AccountId; mailboxId: MailboxId },
  uids: readonly number[],
): Promise<Gisted[]> {
  const rows = await rowsOf(r, k, uids);
  const bare = rows.filter((row) => row.gist === null).map((row) => row.blob_id);
  const metas = bare.length === 0 ? new Map<BlobId, string>() : await blobMetas(r, [...new Set(bare)]);
  return rows.map((row) => {
    const json = row.gist === null ? metas.get(row.blob_id) : undefined;
    const described = json === undefined ? undefined : (JSON.parse(json) as MessageMeta);
    return { ...row, gist: row.gist === null ? described : readGist(row.gist) };
  });
}

async function rowsOf(
  r: Reader,
  k: { accountId: AccountId; mailboxId: MailboxId },
  uids: readonly number[],
): Promise<GistedRow[]> {
  const fromUid = uids[0];
  const toUid = uids[uids.length - 1];
  if (fromUid === undefined || toUid === undefined) return [];
  if (toUid - fromUid >= uids.length * 4) return gistedByUids(r, k, uids);
  const rows = await gistedByUid(r, k, { fromUid, toUid, limit: toUid - fromUid + 1 });
  const wanted = new Set(uids);
  return rows.filter((row) => wanted.has(row.uid));
}
