import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { App } from "./core/app.ts";
import { createChangeHub } from "./core/changes.ts";
import { openSecrets } from "./core/open-secrets.ts";
import { createSignOuts } from "./core/sign-outs.ts";
import { type Clock, systemClock } from "./lib/clock.ts";
import { createResolver } from "./lib/dns.ts";
import { LIMITS } from "./lib/limits.ts";
import { createLog, type LogLevel } from "./lib/log.ts";
import { createMetrics } from "./lib/metrics.ts";
import { openThread } from "./lib/thread-calls.ts";
import { createWakeups } from "./lib/wakeups.ts";
import { openFileBlobs } from "./store/blobs-files.ts";
import type { Db } from "./store/db.ts";
import { bootId, skipSeenNumbers } from "./store/machine-restart.ts";
import { migrate } from "./store/migrations.ts";
import { openPostgres, pgPool } from "./store/postgres.ts";
import { openSearch } from "./store/search-sqlite.ts";
import { openSqlite } from "./store/sqlite.ts";

export type AppOptions = {
  dataDir: string;
  hostname: string;
  /** postgres://… for the second engine; the embedded database otherwise. */
  databaseUrl?: string;
  maxMessageBytes?: number;
  inlineBlobBytes?: number;
  /** Administrators may do without a second factor. */
  isTrial?: boolean;
  logLevel?: LogLevel | "silent";
  clock?: Clock;
  /** Name servers to ask; those of the operating system when absent. */
  dns?: { servers: readonly string[]; timeoutMs: number };
};

/** Puts everything together by hand. The caller closes what `close` names when done. */
export async function createApp(o: AppOptions): Promise<App & { close(): Promise<void> }> {
  await mkdir(o.dataDir, { recursive: true, mode: 0o700 });
  const log = createLog(o.logLevel ?? "info");
  const metrics = createMetrics();
  const clock = o.clock ?? systemClock;
  const bug = (at: string, err: unknown) => {
    metrics.count("congthu_bugs_total", { at });
    log("error", "bug", { at, stack: err instanceof Error ? (err.stack ?? "") : String(err) });
  };
  const db: Db = o.databaseUrl
    ? openPostgres(pgPool(o.databaseUrl))
    : openSqlite(join(o.dataDir, "congthu.sqlite"), {
        checkpoints: new URL("./checkpoint-thread.ts", import.meta.url),
        onFailure: (err) => bug("checkpoints", err),
      });
  await migrate(db);
  const secrets = await openSecrets({ db, clock }, join(o.dataDir, "secret.key")).catch(async (err: unknown) => {
    await db.close();
    throw err;
  });
  // The other engine shows nothing before it is durable.
  if (db.dialect === "sqlite") await skipSeenNumbers(db, { bootId: bootId(), nowMs: clock.now() });
  const blobs = openFileBlobs(join(o.dataDir, "blobs"));
  const changes = createChangeHub((err) => bug("changes", err));
  const search = openSearch({
    places: {
      searchFile: join(o.dataDir, "search.sqlite"),
      sqliteFile: o.databaseUrl ? null : join(o.dataDir, "congthu.sqlite"),
      databaseUrl: o.databaseUrl ?? null,
      blobsDir: join(o.dataDir, "blobs"),
    },
    thread: new URL("./search-thread.ts", import.meta.url),
    follow: (fn) => changes.subscribeAll((c) => fn(c.accountId)),
    onFailure: (err) => bug("search", err),
  });
  const htmlThread: App["htmlThread"] = openThread(new URL("./html-thread.ts", import.meta.url), (err) =>
    bug("html", err),
  );
  const documentThread: App["documentThread"] = openThread(new URL("./document-thread.ts", import.meta.url), (err) =>
    bug("document", err),
  );
  return {
    clock,
    db,
    blobs,
    search,
    changes,
    signOuts: createSignOuts((err) => bug("signOuts", err)),
    secrets,
    log,
    metrics,
    wakeups: createWakeups(),
    htmlThread,
    documentThread,
    outside: { resolver: createResolver(o.dns ?? { servers: [], timeoutMs: 5_000 }), certificate: null },
    site: {
      hostname: o.hostname,
      maxMessageBytes: o.maxMessageBytes ?? LIMITS.messageBytes,
      inlineBlobBytes: o.inlineBlobBytes ?? LIMITS.inlineBlobBytes,
      isTrial: o.isTrial ?? false,
    },
    async close() {
      await search.close();
      await htmlThread.close();
      await documentThread.close();
      await db.close();
    },
  };
}
