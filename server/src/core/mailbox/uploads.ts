import type { AccountId, BlobId } from "@congthu/shared/ids";
import { LIMITS } from "../../lib/limits.ts";
import { deleteUpload, holdBlob, insertUpload, releaseBlob, uploadsOf } from "../../store/blob-refs.ts";
import type { Tx } from "../../store/db.ts";
import type { App } from "../app.ts";
import { blobIdOf } from "../delivery/stage-message.ts";
import { MailError } from "../errors.ts";

/**
 * Keeps octets for an account until something refers to them, at least for a day. Past the room for uploads the oldest go first
 * (RFC 8620 §6). Throws message.tooLarge.
 */
export async function keepUpload(
  app: Pick<App, "clock" | "db" | "blobs" | "site">,
  q: { accountId: AccountId; bytes: Uint8Array; type: string },
): Promise<BlobId> {
  const sizeBytes = q.bytes.length;
  if (sizeBytes > LIMITS.uploadBytes) throw new MailError("message.tooLarge");
  const blobId = blobIdOf(q.bytes);
  const inline = sizeBytes <= app.site.inlineBlobBytes;
  if (!inline) await app.blobs.put(blobId, q.bytes);
  const nowMs = app.clock.now();
  await app.db.write(async (tx) => {
    const upload = { accountId: q.accountId, blobId, type: q.type, expiresAt: nowMs + LIMITS.uploadLifeMs };
    const bytes = inline ? q.bytes : null;
    if (await insertUpload(tx, upload)) await holdBlob(tx, { blobId, sizeBytes, meta: null, bytes }, 1);
    await makeRoom(tx, q.accountId, blobId, nowMs);
  });
  return blobId;
}

async function makeRoom(tx: Tx, accountId: AccountId, keep: BlobId, nowMs: number): Promise<void> {
  const uploads = await uploadsOf(tx, accountId);
  let sum = uploads.reduce((total, u) => total + u.size_bytes, 0);
  for (const u of uploads) {
    if (sum <= LIMITS.uploadsBytes) return;
    if (u.blob_id === keep) continue;
    await deleteUpload(tx, accountId, u.blob_id);
    await releaseBlob(tx, u.blob_id, 1, nowMs);
    sum -= u.size_bytes;
  }
}
