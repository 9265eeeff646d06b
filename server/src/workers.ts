import type { Config } from "./config/schema.ts";
import { blobGc } from "./workers/blob-gc.ts";
import { releaseSubmissions } from "./workers/release-submissions.ts";
import { rollupUsage } from "./workers/rollup-usage.ts";
import type { Worker } from "./workers/runner.ts";

/** Every worker of the product; a new one is a file and a line. */
export function workersOf(_config: Config): readonly Worker[] {
  return [blobGc, releaseSubmissions, rollupUsage];
}
