import { createHash } from "node:crypto";
import type { BlobId } from "@congthu/shared/ids";
import { describeMessage, type MessageMeta } from "../../mime/describe.ts";
import { holdBlob } from "../../store/blob-refs.ts";
import type { Tx } from "../../store/db.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";

/** A message on its way into the store: its octets are durable or ride in the coming commit. */
export type StagedMessage = {
  blobId: BlobId;
  sizeBytes: number;
  meta: MessageMeta;
  metaJson: string;
  /** The octets when they are to live in the database; null when the BlobStore has them. */
  inline: Uint8Array | null;
};

/** The content address of octets. */
export function blobIdOf(bytes: Uint8Array): BlobId {
  return createHash("sha256").update(bytes).digest("hex") as BlobId;
}

/** Describes a message and makes large ones durable, before any transaction. Throws message.tooLarge. */
export async function stageMessage(app: Pick<App, "blobs" | "site">, bytes: Uint8Array): Promise<StagedMessage> {
  if (bytes.length > app.site.maxMessageBytes) throw new MailError("message.tooLarge");
  const blobId = blobIdOf(bytes);
  const inline = bytes.length <= app.site.inlineBlobBytes;
  if (!inline) await app.blobs.put(blobId, bytes);
  const meta = describeMessage(bytes);
  return { blobId, sizeBytes: bytes.length, meta, metaJson: JSON.stringify(meta), inline: inline ? bytes : null };
}

/** Lets `refs` placements or queue rows hold the staged octets, in the transaction that adds them. */
export function holdStaged(tx: Tx, s: StagedMessage, refs: number): Promise<void> {
  return holdBlob(tx, { blobId: s.blobId, sizeBytes: s.sizeBytes, meta: s.metaJson, bytes: s.inline }, refs);
}
