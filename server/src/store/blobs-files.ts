import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, stat, statfs, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { BlobId } from "@congthu/shared/ids";
import { secretToken } from "../lib/ids.ts";
import { createKeyedMutex } from "../lib/mutex.ts";
import { BlobMissing, type BlobStore } from "./blobs.ts";

/** A blob put again within this time is about to be held, whatever the database says yet. */
const FRESH_MS = 3_600_000;

/** Blobs as files under `root`/ab/cd/<id>: temp file, fsync, rename, fsync of the folder. */
export function openFileBlobs(root: string, now: () => number = Date.now): BlobStore {
  const lock = createKeyedMutex();
  const path = (id: BlobId) => join(root, id.slice(0, 2), id.slice(2, 4), id);
  const made = new Set<string>();

  async function folderOf(file: string): Promise<string> {
    const dir = dirname(file);
    if (made.has(dir)) return dir;
    await mkdir(dir, { recursive: true });
    for (const d of [dirname(dir), root]) await syncFolder(d);
    made.add(dir);
    return dir;
  }
  return {
    async space() {
      await mkdir(root, { recursive: true });
      const { bavail, blocks, bsize } = await statfs(root);
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
    },
    put(blobId, bytes) {
      return lock(blobId, async () => {
        const file = path(blobId);
        const dir = await folderOf(file);
        const temp = join(dir, `.${secretToken()}`);
        const handle = await open(temp, "wx", 0o600);
        try {
          await handle.writeFile(bytes);
          await handle.sync();
        } catch (err) {
          await unlink(temp).catch(() => undefined);
          throw err;
        } finally {
          await handle.close();
        }
        await rename(temp, file);
        await syncFolder(dir);
      });
    },
    async take(bytes, maxBytes) {
      await mkdir(root, { recursive: true });
      const temp = join(root, `.${secretToken()}`);
      const handle = await open(temp, "wx", 0o600);
      const hash = createHash("sha256");
      let sizeBytes = 0;
      try {
        for await (const piece of bytes) {
          sizeBytes += piece.length;
          if (sizeBytes > maxBytes) break;
          hash.update(piece);
          await handle.writeFile(piece);
        }
        await handle.sync();
      } catch (err) {
        await unlink(temp).catch(() => undefined);
        throw err;
      } finally {
        await handle.close();
      }
      if (sizeBytes > maxBytes) {
        await unlink(temp);
        return null;
      }
      const blobId = hash.digest("hex") as BlobId;
      await lock(blobId, async () => {
        const file = path(blobId);
        const dir = await folderOf(file);
        await rename(temp, file);
        await syncFolder(dir);
      });
      return { blobId, sizeBytes };
    },
    async *open(blobId, range) {
      if (range.end <= range.start) return;
      const stream = createReadStream(path(blobId), { start: range.start, end: range.end - 1 });
      try {
        for await (const chunk of stream) yield chunk as Uint8Array;
      } catch (err) {
        if ((err as NodeJS.ErrnoException).code !== "ENOENT") throw err;
        throw new BlobMissing(`blob ${blobId} has no file`, { cause: err });
      }
    },
    remove(blobId) {
      return lock(blobId, async () => {
        const file = path(blobId);
        const at = await stat(file).catch(() => undefined);
        if (!at || now() - at.mtimeMs < FRESH_MS) return;
        await unlink(file);
      });
    },
  };
}

async function syncFolder(dir: string): Promise<void> {
  const handle = await open(dir, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
