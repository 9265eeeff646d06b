import { join } from "node:path";
import type { Config } from "./config/schema.ts";
import { OUTBOUND_TIMEOUTS } from "./core/outbound/attempt.ts";
import { createResolver } from "./lib/dns.ts";
import { accountEnds } from "./workers/account-ends.ts";
import { blobGc } from "./workers/blob-gc.ts";
import { certificateWorker } from "./workers/certificate.ts";
import { directorySync } from "./workers/directory-sync.ts";
import { expireLinks } from "./workers/expire-links.ts";
import { forgetLogs } from "./workers/forget-logs.ts";
import { forgetUsage } from "./workers/forget-usage.ts";
import { importsWorker } from "./workers/imports.ts";
import { inactivity } from "./workers/inactivity.ts";
import { keepSignInsWorker } from "./workers/keep-sign-ins.ts";
import { laterWorker } from "./workers/later.ts";
import { groupReaches, moderation } from "./workers/moderation.ts";
import { outboundWorker } from "./workers/outbound.ts";
import { pushWorker } from "./workers/push.ts";
import { releaseSubmissions } from "./workers/release-submissions.ts";
import { reportsWorker } from "./workers/reports.ts";
import { rollupUsage } from "./workers/rollup-usage.ts";
import type { Worker } from "./workers/runner.ts";
import { signInAlerts } from "./workers/sign-in-alerts.ts";
import { vacationReplies } from "./workers/vacation-replies.ts";
import { watchHealth } from "./workers/watch-health.ts";
import { watchQuotas } from "./workers/watch-quotas.ts";

/** Every worker of the product; a new one is a file and a line. */
export function workersOf(config: Config): readonly Worker[] {
  const outbound = outboundWorker({
    resolver: createResolver(config.dns),
    port: config.outbound.port,
    timeouts: OUTBOUND_TIMEOUTS,
  });
  return [
    blobGc,
    pushWorker(),
    expireLinks,
    laterWorker,
    releaseSubmissions,
    outbound,
    rollupUsage,
    reportsWorker,
    vacationReplies,
    keepSignInsWorker,
    signInAlerts,
    // Whoever names a certificate renews it, too.
    ...(config.tls.certFile === null ? [certificateWorker(join(config.dataFolder, "tls"))] : []),
    accountEnds,
    directorySync,
    forgetLogs,
    forgetUsage,
    moderation,
    groupReaches,
    importsWorker,
    watchQuotas(),
    inactivity,
    watchHealth(),
  ];
}
