import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import type { App } from "../core/app.ts";
import { createByteBudget } from "../lib/byte-budget.ts";
import { LIMITS } from "../lib/limits.ts";
import { Connection, connectionOf, listenerOf, type SmtpKind } from "./connection.ts";
import { inboundHandlers, type Trust } from "./inbound.ts";
import { submissionHandlers } from "./submission.ts";

export type SmtpOptions = {
  host: string;
  port: number;
  /** `mx`: other servers (25). `submission`: STARTTLS before AUTH (587). `submissions`: TLS from the first octet (465). */
  kind: SmtpKind;
  /** Without it there is no STARTTLS; the two submission kinds need it. */
  tls?: { cert: string; key: string; minVersion?: "TLSv1.2" | "TLSv1.3" };
  /** Connections at the same time, in all and from one address. */
  maxConnections?: number;
  maxPerAddress?: number;
  /** Without it every client of port 25 is trusted. */
  trust?: Trust | undefined;
};

/** An open port: which, how to close it, and how to show another certificate from the next connection on. */
type StartedSmtp = {
  port: number;
  close(): Promise<void>;
  renewTls(tls: { cert: string; key: string }): void;
};

/** How long `close` lets messages on their way in arrive. */
const CLOSE_MS = 10_000;
/** Opens one SMTP port. Gives the port, and how to close it: idle clients are told 421, messages under way get a moment. */
export async function startSmtp(app: App, o: SmtpOptions): Promise<StartedSmtp> {
  if (o.kind !== "mx" && !o.tls) throw new Error(`${o.kind} needs a certificate`);
  const server = new SMTPServer({
    ...o.tls,
    name: app.site.hostname,
    secure: o.kind === "submissions",
    size: app.site.maxMessageBytes,
    hideENHANCEDSTATUSCODES: false,
    hideDSN: false,
    authMethods: ["PLAIN", "LOGIN"],
    disabledCommands: disabledCommands(o),
    disableReverseLookup: true,
    maxRecipients: LIMITS.recipientsPerMessage,
    maxAllowedUnauthenticatedCommands: LIMITS.smtpGuestCommands,
    socketTimeout: LIMITS.smtpIdleMs,
    closeTimeout: CLOSE_MS,
    ...(o.maxConnections === undefined ? {} : { maxClients: o.maxConnections }),
    logger: false,
    onConnect: (_session, done) => done(),
    onSecure: (_socket, _session, done) => done(),
    onAuth: (auth, session, done) => connectionOf.get(session)?.signIn(auth, done),
    onMailFrom: (path, session, done) => connectionOf.get(session)?.mail(path, done),
    onRcptTo: (path, session, done) => connectionOf.get(session)?.rcpt(path, done),
  });
  listenerOf.set(server, {
    app,
    kind: o.kind,
    handlers: o.kind === "mx" ? inboundHandlers(app, o.trust) : submissionHandlers(app),
    budget: createByteBudget(LIMITS.smtpBulkBytes),
    perAddress: new Map(),
    maxPerAddress: o.maxPerAddress ?? Number.POSITIVE_INFINITY,
  });
  // A client that breaks off a handshake or resets its connection is no fault of ours.
  server.on("error", (err) => app.log("debug", "smtp.connectionFailed", { kind: o.kind, reason: err.message }));
  server.connect = (socket, options) => {
    const connection = new Connection(server, socket, options);
    server.connections.add(connection);
    connection.on("error", (err) => server.emit("error", err));
    connection.init();
  };
  const deaf = app.signOuts.subscribe((s) => {
    if (s.only !== undefined) return;
    for (const connection of server.connections) (connection as Connection).signOut(s.accountId);
  });
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(o.port, o.host === "*" ? undefined : o.host, resolve);
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => closeServer(server).finally(deaf),
    renewTls: ({ cert, key }) =>
      server.updateSecureContext({ cert, key, ...(o.tls?.minVersion ? { minVersion: o.tls.minVersion } : {}) }),
  };
}

function disabledCommands(o: SmtpOptions): string[] {
  const out = ["XCLIENT", "XFORWARD", "WIZ", "SHELL", "KILL"];
  if (o.kind === "mx") out.push("AUTH");
  if (!o.tls || o.kind === "submissions") out.push("STARTTLS");
  return out;
}

function closeServer(server: SMTPServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const connection of server.connections) (connection as Connection).endIfIdle();
  });
}
