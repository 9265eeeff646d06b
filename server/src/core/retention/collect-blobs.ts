import { deleteUnreferencedBlob, releaseBlob, takeExpiredUploads, unreferencedBlobs } from "../../store/blob-refs.ts";
import type { App } from "../app.ts";

/** Octets nobody holds are kept a day: a delivery that is on its way may be about to hold them again. */
const KEEP_MS = 86_400_000;
const PAGE = 200;

/** Removes uploads past their time, then octets that nobody has held for a day; gives how many. */
export async function collectBlobs(app: Pick<App, "clock" | "db" | "blobs">): Promise<number> {
  const nowMs = app.clock.now();
  const expired = await app.db.write(async (tx) => {
    const uploads = await takeExpiredUploads(tx, nowMs);
    for (const u of uploads) await releaseBlob(tx, u.blob_id, 1, nowMs);
    return uploads.length;
  });
  const cutoff = nowMs - KEEP_MS;
  const idle = await app.db.read((r) => unreferencedBlobs(r, cutoff, PAGE));
  for (const blob of idle) {
    const gone = await app.db.write((tx) => deleteUnreferencedBlob(tx, blob.blob_id, cutoff));
    if (gone && blob.inline === 0) await app.blobs.remove(blob.blob_id);
  }
  return expired + idle.length;
}
