import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import { createApp } from "./app.ts";
import { explainListenError, type ListenerName } from "./config/ports.ts";
import type { Config } from "./config/schema.ts";
import type { App } from "./core/app.ts";
import { type Clock, systemClock } from "./lib/clock.ts";
import { ensureSelfSigned, readTls, type TlsIdentity } from "./lib/tls.ts";
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
export async function serve(config: Config, q: { clock?: Clock } = {}): Promise<Serving> {
  const clock = q.clock ?? systemClock;
  const app = await createApp({ ...appOptions(config), clock });
  const open: { close(): Promise<void> }[] = [app];
  const closeAll = async () => {
    for (const part of open.splice(0).reverse()) await part.close();
  };
  try {
    const tls = await tlsOf(config, clock);
    const ports: Serving["ports"] = {};
    if (config.roles.includes("listeners")) {
      const at = {
        app,
        config,
        tls,
        secureContext: createSecureContext({ ...tls, minVersion: config.tls.minVersion }),
      };
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
        ports[name] = started.port;
      }
    }
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
    ...(url === undefined ? {} : { databaseUrl: url }),
  };
}

function postgresUrl(config: Config): string {
  const url = new URL(config.database.url ?? "");
  if (config.database.password) url.password = encodeURIComponent(config.database.password());
  return url.href;
}

/** The operator's certificate, or a self-signed one in the data folder. */
async function tlsOf(config: Config, clock: Clock): Promise<TlsIdentity> {
  const { certFile, keyFile } = config.tls;
  if (certFile && keyFile) return readTls({ certFile, keyFile });
  const names = [...new Set([config.hostname, "localhost", "127.0.0.1"])];
  return ensureSelfSigned({ folder: join(config.dataFolder, "tls"), names, nowMs: clock.now() });
}

/** All addresses: of both families where the machine has IPv6. */
function anyAddress(): string {
  const ipv6 = "/proc/net/if_inet6";
  return existsSync(ipv6) && readFileSync(ipv6, "utf8").trim() !== "" ? "::" : "0.0.0.0";
}
