import { collectBlobs } from "../core/retention/collect-blobs.ts";
import type { Worker } from "./runner.ts";

/** Frees the room of what nobody holds any more. */
export const blobGc: Worker = { name: "blob-gc", everyMs: 10 * 60_000, run: collectBlobs };
