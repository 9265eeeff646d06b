import { existsSync, readFileSync, unwatchFile, watchFile } from "node:fs";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import { createApp } from "./app.ts";
import { explainListenError, type ListenerName } from "./config/ports.ts";
import type { Config } from "./config/schema.ts";
import type { App } from "./core/app.ts";
import { type Clock, systemClock } from "./lib/clock.ts";
import {
  covers,
  ensureSelfSigned,
  issuedFile,
  readIssued,
  readTls,
  TlsFileError,
  type TlsIdentity,
} from "./lib/tls.ts";
import { startListener } from "./listeners.ts";
import { type Runner, startWorkers } from "./workers/runner.ts";
import { workersOf } from "./workers.ts";

/** A server that runs: its ports as they are (a free one where 0 was asked), its parts, and the way to stop it. */
export type Serving = {
  app: App;
  ports: Partial<Record<ListenerName, number>>;
  runner: Runner | null;
  tls: TlsIdentity;
  close(): Promise<void>;
};

/** A port could not be opened; the message says which and what to do, in both languages. */
export class PortError extends Error {
  override readonly name = "PortError";
}

/** Opens the store, then every listener the configuration turns on, then the workers. Throws PortError, closing what was open. */
export async function serve(config: Config, q: { clock?: Clock; watchMs?: number } = {}): Promise<Serving> {
  const clock = q.clock ?? systemClock;
  const app = await createApp({ ...appOptions(config), clock });
  const open: { close(): Promise<void> }[] = [app];
  const closeAll = async () => {
    for (const part of open.splice(0).reverse()) await part.close();
  };
  try {
    const tls = await certificateOf(config, clock);
    app.outside.certificate = tls;
    let context = createSecureContext({ ...tls, minVersion: config.tls.minVersion });
    const ports: Serving["ports"] = {};
    const renewals: ((tls: TlsIdentity) => void)[] = [];
    if (config.roles.includes("listeners")) {
      const at = { app, config, tls, secureContext: () => context };
      for (const [name, listener] of Object.entries(config.listeners) as [
        ListenerName,
        Config["listeners"]["http"],
      ][]) {
        if (!listener.enabled) continue;
        const host = listener.host === "*" ? anyAddress() : listener.host;
        const started = await startListener(name, { ...at, host, port: listener.port }).catch((err: unknown) => {
          const words = explainListenError(name, listener.port, err);
          throw words ? new PortError(words, { cause: err }) : err;
        });
        open.push(started);
        if (started.renewTls) renewals.push(started.renewTls);
        ports[name] = started.port;
      }
    }
    open.push(
      watchCertificate(app, config, q.watchMs ?? WATCH_MS, (next) => {
        context = createSecureContext({ ...next, minVersion: config.tls.minVersion });
        for (const renew of renewals) renew(next);
      }),
    );
    const runner = config.roles.includes("workers") ? startWorkers(app, workersOf(config)) : null;
    if (runner) open.push(runner);
    return { app, ports, runner, tls, close: closeAll };
  } catch (err) {
    await closeAll();
    throw err;
  }
}

/** What the store and the use-cases need of the configuration. */
export function appOptions(config: Config) {
  const url = config.database.engine === "postgres" ? postgresUrl(config) : undefined;
  return {
    dataDir: config.dataFolder,
    hostname: config.hostname,
    maxMessageBytes: config.limits.messageBytes,
    logLevel: config.log.level,
    isTrial: config.signIn.trial,
    dns: config.dns,
    ...(url === undefined ? {} : { databaseUrl: url }),
  };
}

function postgresUrl(config: Config): string {
  const url = new URL(config.database.url ?? "");
  if (config.database.password) url.password = encodeURIComponent(config.database.password());
  return url.href;
}

/** The operator's certificate, else one that an authority gave (core/operations/renew-certificate), else a self-signed one in the data folder. */
export async function certificateOf(config: Config, clock: Clock): Promise<TlsIdentity> {
  const { certFile, keyFile } = config.tls;
  if (certFile && keyFile) return readTls({ certFile, keyFile });
  const folder = join(config.dataFolder, "tls");
  const issued = await readIssued(folder);
  if (issued && issued.expiresAt > clock.now() && covers(issued.cert, [config.hostname])) return issued;
  const names = [...new Set([config.hostname, "localhost", "127.0.0.1"])];
  return ensureSelfSigned({ folder, names, nowMs: clock.now() });
}

/** How often the files of the certificate are looked at. Milliseconds. */
const WATCH_MS = 30_000;

/** Takes a new certificate over as soon as its files changed; one that does not fit its key is told and not taken. */
function watchCertificate(
  app: App,
  config: Config,
  everyMs: number,
  renew: (tls: TlsIdentity) => void,
): { close(): Promise<void> } {
  const issued = issuedFile(join(config.dataFolder, "tls"));
  const isNamed = config.tls.certFile !== null && config.tls.keyFile !== null;
  const { certFile, keyFile } = isNamed
    ? { certFile: config.tls.certFile ?? "", keyFile: config.tls.keyFile ?? "" }
    : { certFile: issued, keyFile: issued };
  const look = async () => {
    try {
      const tls = await readTls({ certFile, keyFile });
      renew(tls);
      app.outside.certificate = tls;
      app.log("info", "tls.renewed", { fingerprint: tls.fingerprint, expiresAt: tls.expiresAt });
    } catch (err) {
      if (!(err instanceof TlsFileError)) throw err;
      app.log("warn", "tls.notRenewed", { reason: err.message });
    }
  };
  const files = [...new Set([certFile, keyFile])];
  // Of a file that is not there watchFile tells too; an authority need not have given one.
  for (const file of files)
    watchFile(file, { interval: everyMs, persistent: false }, ({ mtimeMs }) => {
      if (isNamed || mtimeMs > 0) void look();
    });
  return {
    async close() {
      for (const file of files) unwatchFile(file);
    },
  };
}

/** All addresses: of both families where the machine has IPv6. */
function anyAddress(): string {
  const ipv6 = "/proc/net/if_inet6";
  return existsSync(ipv6) && readFileSync(ipv6, "utf8").trim() !== "" ? "::" : "0.0.0.0";
}
