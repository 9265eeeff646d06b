import { createHash } from "node:crypto";
import type { BlobId } from "@congthu/shared/ids";
import { BlobMissing } from "../store/blobs.ts";
import { externalBlobs, violations } from "../store/consistency.ts";
import type { App } from "./app.ts";

/** Checks that the store holds together: counts, UIDs, modseqs, octets. Gives what is wrong, in words; `congthu doctor` prints it. */
export async function checkConsistency(app: Pick<App, "db" | "blobs">): Promise<string[]> {
  const wrong = await app.db.read(violations);
  for (let after = ""; ; ) {
    const page = await app.db.read((r) => externalBlobs(r, after, 500));
    for (const blob of page) {
      const fault = await faultOf(app, blob.blob_id as BlobId, blob.size_bytes);
      if (fault) wrong.push(`blob ${blob.blob_id}: ${fault}`);
    }
    const last = page.at(-1);
    if (!last) return wrong;
    after = last.blob_id;
  }
}

async function faultOf(app: Pick<App, "blobs">, blobId: BlobId, sizeBytes: number): Promise<string | undefined> {
  const hash = createHash("sha256");
  try {
    for await (const part of app.blobs.open(blobId, { start: 0, end: sizeBytes })) hash.update(part);
  } catch (err) {
    if (err instanceof BlobMissing) return "its octets are missing";
    throw err;
  }
  return hash.digest("hex") === blobId ? undefined : "its octets are not what they were";
}
