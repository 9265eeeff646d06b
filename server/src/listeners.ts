import { join } from "node:path";
import type { SecureContext } from "node:tls";
import { ADMIN_HANDLERS } from "./admin/index.ts";
import { PERSON_HANDLERS } from "./admin/person.ts";
import type { ListenerName } from "./config/ports.ts";
import type { Config } from "./config/schema.ts";
import type { App } from "./core/app.ts";
import { startMetrics } from "./http/health.ts";
import { startHttp } from "./http/start.ts";
import { startImap } from "./imap/server.ts";
import { jmapEndpoints, jmapSockets } from "./jmap/endpoints.ts";
import { createResolver } from "./lib/dns.ts";
import { createNetworks } from "./lib/networks.ts";
import { httpSms } from "./lib/sms.ts";
import type { TlsIdentity } from "./lib/tls.ts";
import { startPop3 } from "./pop3/server.ts";
import { scimEndpoints } from "./scim/endpoints.ts";
import { type SmtpOptions, startSmtp } from "./smtp/listeners.ts";

export type ListenerPlace = {
  app: App;
  config: Config;
  host: string;
  port: number;
  tls: TlsIdentity;
  /** The certificate of this moment. */
  secureContext: () => SecureContext;
};
export type Started = {
  port: number;
  close(): Promise<void>;
  /** Shows another certificate from the next connection on; absent where each asks for it anyway. */
  renewTls?: (tls: TlsIdentity) => void;
};

/** How each port of the configuration is opened. */
const STARTERS: Record<ListenerName, (at: ListenerPlace) => Promise<Started>> = {
  http: (at) => http(at, false),
  https: (at) => http(at, true),
  metrics: (at) => startMetrics(at.app, at),
  imap: (at) => imap(at, "starttls"),
  imaps: (at) => imap(at, "implicit"),
  smtp: (at) => startSmtp(at.app, smtpOptions(at, "mx")),
  submission: (at) => startSmtp(at.app, smtpOptions(at, "submission")),
  submissions: (at) => startSmtp(at.app, smtpOptions(at, "submissions")),
  pop3: (at) => startPop3(at.app, { ...at, tls: "starttls" }),
  pop3s: (at) => startPop3(at.app, { ...at, tls: "implicit" }),
};

const WEBMAIL = join(import.meta.dirname, "../../webmail/dist");

/** Opens one port; rejects with the system's error when it cannot be had. */
export function startListener(name: ListenerName, at: ListenerPlace): Promise<Started> {
  return STARTERS[name](at);
}

async function imap(
  { app, config, host, port, secureContext }: ListenerPlace,
  tls: "starttls" | "implicit",
): Promise<Started> {
  const server = await startImap(app, {
    listeners: [{ host, port, tls }],
    secureContext,
    maxConnections: config.limits.connectionsPerListener,
    maxPerAddress: config.limits.connectionsPerAddress,
  });
  return { port: server.ports[0] ?? port, close: () => server.close() };
}

function smtpOptions({ config, host, port, tls }: ListenerPlace, kind: SmtpOptions["kind"]): SmtpOptions {
  return {
    host,
    port,
    kind,
    tls: { cert: tls.cert, key: tls.key, minVersion: config.tls.minVersion },
    maxConnections: config.limits.connectionsPerListener,
    maxPerAddress: config.limits.connectionsPerAddress,
    trust: {
      isTrusted: createNetworks(config.inbound.trustedNetworks),
      ask: createResolver(config.dns).asNode,
    },
  };
}

function http({ app, config, host, port, tls }: ListenerPlace, isSecure: boolean): Promise<Started> {
  const { https } = config.listeners;
  const redirects = !isSecure && config.http.redirectToHttps && https.enabled && https.port !== 0;
  return startHttp(app, {
    host,
    port,
    webmailDist: WEBMAIL,
    routes: [...ADMIN_HANDLERS, ...PERSON_HANDLERS],
    endpoints: [...jmapEndpoints(app), ...scimEndpoints(app)],
    sockets: jmapSockets(app),
    trustedProxies: config.http.trustedProxies,
    ...(config.sms.url === null
      ? {}
      : { sms: httpSms({ url: config.sms.url, authorization: config.sms.authorization?.() ?? null }) }),
    ...(redirects ? { redirectToHttpsPort: https.port } : {}),
    ...(isSecure ? { tls: { ...tls, minVersion: config.tls.minVersion } } : {}),
  });
}
