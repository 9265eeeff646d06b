import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { App } from "@congthu/server/core/app";
import { createChangeHub } from "@congthu/server/core/changes";
import { cleanOrder } from "@congthu/server/core/mailbox/clean-html";
import { documentOrder } from "@congthu/server/core/mailbox/document-html";
import { createSignOuts } from "@congthu/server/core/sign-outs";
import { createResolver } from "@congthu/server/lib/dns";
import { createMetrics } from "@congthu/server/lib/metrics";
import { secretsOf } from "@congthu/server/lib/secrets";
import { createWakeups } from "@congthu/server/lib/wakeups";
import { openFileBlobs } from "@congthu/server/store/blobs-files";
import type { Db } from "@congthu/server/store/db";
import { migrate } from "@congthu/server/store/migrations";
import { openPostgres } from "@congthu/server/store/postgres";
import type { SearchIndex } from "@congthu/server/store/search";
import { openSqlite } from "@congthu/server/store/sqlite";
import { pglitePool } from "./pglite.ts";

const ENGINES: Record<string, (dir: string) => Promise<Db>> = {
  sqlite: async (dir) => openSqlite(join(dir, "a.sqlite")),
  postgres: async () => openPostgres(await pglitePool()),
};

/** The contract suites ask nothing of the index. */
const NO_SEARCH: SearchIndex = { search: async () => [], settled: async () => undefined, close: async () => undefined };

export type Bench = { app: App; now: { ms: number }; close(): Promise<void> };

/** A use-case's surroundings over one engine: real store and blobs in a temp folder, a clock stepped by hand. */
export async function openBench(engine: keyof typeof ENGINES): Promise<Bench> {
  const dir = mkdtempSync(join(tmpdir(), "congthu-"));
  const db = await (ENGINES[engine] as (dir: string) => Promise<Db>)(dir);
  await migrate(db);
  const now = { ms: Date.parse("2026-03-02T01:00:00Z") };
  const app: App = {
    clock: { now: () => now.ms },
    db,
    blobs: openFileBlobs(join(dir, "blobs")),
    search: NO_SEARCH,
    changes: createChangeHub((err) => {
      throw err;
    }),
    secrets: secretsOf(new Uint8Array(32)),
    log: () => undefined,
    metrics: createMetrics(),
    wakeups: createWakeups(),
    htmlThread: { ask: async (order) => cleanOrder(order), close: async () => undefined },
    documentThread: { ask: documentOrder, close: async () => undefined },
    signOuts: createSignOuts((err) => {
      throw err;
    }),
    outside: { resolver: createResolver({ servers: [], timeoutMs: 300 }), certificate: null },
    site: {
      hostname: "mail.test.gov.vn",
      maxMessageBytes: 45 * 1024 * 1024,
      inlineBlobBytes: 64 * 1024,
      isTrial: true,
    },
  };
  return {
    app,
    now,
    async close() {
      await db.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Runs a suite once for each engine. */
export function onEveryEngine(title: string, suite: (open: () => Promise<Bench>) => void): void {
  for (const engine of Object.keys(ENGINES)) {
    describe(`${title}: ${engine}`, function () {
      this.timeout(60_000);
      suite(() => openBench(engine));
    });
  }
}
