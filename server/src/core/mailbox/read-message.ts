import type { BlobId } from "@congthu/shared/ids";
import { inlineBytes } from "../../store/blob-refs.ts";
import { BlobMissing } from "../../store/blobs.ts";
import type { MessageRow } from "../../store/messages.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";

type Deps = Pick<App, "db" | "blobs">;
/** What names the octets of a placement; take it from a row read for the account. */
export type Octets = Pick<MessageRow, "prefix" | "blob_id" | "size_bytes">;

/**
 * The octets of a message from `start` to before `end`: the copy's prefix, then the blob as it came. The only place that joins
 * them, so IMAP, POP3, JMAP and export see the same. Throws blob.notFound.
 */
export async function* readMessage(
  app: Deps,
  m: Octets,
  range: { start: number; end: number } = { start: 0, end: m.size_bytes },
): AsyncGenerator<Uint8Array> {
  const head = m.prefix.length;
  if (range.start < head) yield Buffer.from(m.prefix, "latin1").subarray(range.start, Math.min(range.end, head));
  const start = Math.max(0, range.start - head);
  const end = Math.min(range.end, m.size_bytes) - head;
  if (end > start) yield* readBlob(app, m.blob_id, { start, end });
}

/** Octets of a blob; the caller has shown that its account may read it. */
export async function* readBlob(
  app: Deps,
  blobId: BlobId,
  range: { start: number; end: number },
): AsyncGenerator<Uint8Array> {
  const inline = await app.db.read((r) => inlineBytes(r, blobId));
  if (inline === undefined) throw new MailError("blob.notFound");
  if (inline === null) yield* openExternal(app, blobId, range);
  else yield inline.subarray(range.start, range.end);
}

/** All octets of a message at once, for what must see them together (parsing, signing). */
export async function messageBytes(app: Deps, m: Octets): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of readMessage(app, m)) parts.push(part);
  return Buffer.concat(parts);
}

async function* openExternal(app: Deps, blobId: BlobId, range: { start: number; end: number }) {
  try {
    yield* app.blobs.open(blobId, range);
  } catch (err) {
    if (err instanceof BlobMissing) throw new MailError("blob.notFound", err.message, { cause: err });
    throw err;
  }
}
