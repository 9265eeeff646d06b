import { closeSync, fdatasync, openSync } from "node:fs";
import { promisify } from "node:util";

/** Returns once all that was written to the file of a descriptor is on disk. */
export type DiskSync = (fd: number) => Promise<void>;

export type LogSync = {
  /** Settles once every frame written before the call is on disk. */
  durable(): Promise<void>;
  /** Throws after the disk refused once: what it still holds cannot be known, so nothing more is promised until a restart reads it. */
  check(): void;
  close(): void;
};

/**
 * Makes SQLite's write-ahead log durable without holding the thread that serves. Frames count from the first up to the first that is
 * torn (https://www.sqlite.org/fileformat2.html#wal_file_format), so what was synced is never lost with what came after it.
 */
export function openLogSync(file: string, sync: DiskSync = promisify(fdatasync)): LogSync {
  const fd = openSync(`${file}-wal`, "r");
  let refused: Error | undefined;
  return {
    async durable() {
      try {
        await sync(fd);
      } catch (err) {
        refused = new Error("the disk refused to keep the log", { cause: err });
        throw refused;
      }
    },
    check() {
      if (refused) throw refused;
    },
    close: () => closeSync(fd),
  };
}
