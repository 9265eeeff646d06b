import { closeSync, openSync, readSync } from "node:fs";
import { endianness } from "node:os";
import { Worker } from "node:worker_threads";

/** Pages waiting in the write-ahead log before they are copied into the database file. */
const FRAMES = 4_000;
/** Both copies of the index header and the checkpoint counter after them: https://www.sqlite.org/walformat.html §2.1 */
const INDEX_HEAD_BYTES = 100;
const MX_FRAME = 16;
const N_BACKFILL = 96;

export type Checkpoints = {
  /** Called between two commits; the next waits for what it gives. */
  committed(): Promise<void> | undefined;
  stop(): Promise<void>;
};

/**
 * Copies the write-ahead log into the database file from a thread of its own while commits go on. What was added meanwhile is little:
 * the thread copies that while the next commit waits, and the log starts again from its beginning instead of growing. `onFailure` is
 * told when the thread is lost.
 */
export function startCheckpoints(file: string, o: { thread: URL; onFailure: (err: Error) => void }): Checkpoints {
  const index = openSync(`${file}-shm`, "r");
  const head = Buffer.alloc(INDEX_HEAD_BYTES);
  let worker: Worker | undefined;
  let running = false;
  let copied = false;
  let finished = () => {};

  /** Started when first needed: a small installation never is. */
  function start(): Worker {
    const w = new Worker(o.thread, { workerData: file });
    w.unref();
    w.on("message", () => {
      running = false;
      copied = !copied;
      w.unref();
      finished();
    });
    w.on("error", (err) => {
      running = true;
      o.onFailure(err);
      finished();
    });
    return w;
  }
  return {
    committed() {
      if (running) return undefined;
      if (!copied && waitingFrames(index, head) < FRAMES) return undefined;
      running = true;
      worker ??= start();
      worker.postMessage("copy");
      if (!copied) return undefined;
      // A commit waits: nothing ends before it.
      worker.ref();
      return new Promise((resolve) => {
        finished = resolve;
      });
    },
    async stop() {
      closeSync(index);
      worker?.ref();
      await worker?.terminate();
    },
  };
}

/** Frames of the log that the database file does not have yet, from the index that all connections share. */
function waitingFrames(index: number, head: Buffer): number {
  readSync(index, head, 0, INDEX_HEAD_BYTES, 0);
  return u32(head, MX_FRAME) - u32(head, N_BACKFILL);
}

// walformat §2.1: the index is in the byte order of the machine
const u32 = (b: Buffer, at: number) => (endianness() === "LE" ? b.readUInt32LE(at) : b.readUInt32BE(at));
