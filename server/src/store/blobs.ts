import type { BlobId } from "@congthu/shared/ids";

/** The octets of a blob are not where they should be. */
export class BlobMissing extends Error {
  override readonly name = "BlobMissing";
}

/** The octets of large blobs. One implementation per place they can live in. */
export interface BlobStore {
  /** Keeps octets under their id; durable when it resolves. Putting the same blob again is harmless. */
  put(blobId: BlobId, bytes: Uint8Array): Promise<void>;
  /** Keeps octets as they come, whose id is known at their end; durable when it resolves. Null, and nothing kept, when they are more than `maxBytes`. */
  take(bytes: AsyncIterable<Uint8Array>, maxBytes: number): Promise<{ blobId: BlobId; sizeBytes: number } | null>;
  /** The octets from `start` to before `end`; throws BlobMissing when it is not there. */
  open(blobId: BlobId, range: { start: number; end: number }): AsyncIterable<Uint8Array>;
  /** Removes a blob nobody holds; harmless when it is not there. */
  remove(blobId: BlobId): Promise<void>;
  /** Room where they live; null where nobody can tell. */
  space(): Promise<{ freeBytes: number; totalBytes: number } | null>;
}
