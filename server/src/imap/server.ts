import { createServer, type Server, type Socket } from "node:net";
import type { SecureContext } from "node:tls";
import type { AccountId } from "@congthu/shared/ids";
import { signIn } from "../core/directory/sign-in.ts";
import { MailError } from "../core/errors.ts";
import { randomId } from "../lib/ids.ts";
import { LIMITS } from "../lib/limits.ts";
import { capabilitiesOf } from "./capabilities.ts";
import type { ImapApp, Session } from "./command.ts";
import { type Connection, createConnection } from "./connection.ts";
import { runSession } from "./session.ts";
import { accountTally, createTally, type Tally } from "./tally.ts";
import { viewCacheOf } from "./view-cache.ts";
import { ConnectionClosed, ImapStreamError } from "./wire/syntax-error.ts";

export type ImapListener = { host: string; port: number; tls: "implicit" | "starttls" };
export type ImapOptions = {
  listeners: readonly ImapListener[];
  /** The certificate to use for a connection that begins now. */
  secureContext: () => SecureContext;
  /** Takes passwords in clear, for tests and local use alone. RFC 9051 §6.2.3 */
  plaintextSignIn?: boolean;
  /** Connections at once, in all and from one address; without a bound when absent. */
  maxConnections?: number;
  maxPerAddress?: number;
};
export type ImapServer = {
  /** Ports in the order of the listeners. */
  ports: number[];
  /** Number of open connections. */
  count(): number;
  /** Ends connections that were silent or did not read for too long; runs by itself every few seconds. */
  sweep(): void;
  /** Takes no more connections, tells those there are, and ends them. */
  close(): Promise<void>;
};

/** How often silence is looked for. */
const SWEEP_MS = 15_000;
/** How long clients have to go when the server stops. */
const PARTING_MS = 2_000;

type Client = { session: Session; conn: Connection; since: number; noticedAt: number };
type Hall = {
  app: ImapApp;
  options: ImapOptions;
  clients: Set<Client>;
  perAccount: Tally<AccountId>;
  perAddress: Tally<string>;
};

/** Listens for IMAP clients; rejects when a port cannot be had. */
export async function startImap(app: ImapApp, options: ImapOptions): Promise<ImapServer> {
  const hall: Hall = { app, options, clients: new Set(), perAccount: accountTally(app), perAddress: createTally() };
  const servers = options.listeners.map((l) =>
    createServer({ keepAlive: true, noDelay: true }, (socket) => void welcome(hall, socket, l)),
  );
  await Promise.all(servers.map((server, i) => listening(server, options.listeners[i] as ImapListener)));
  const timer = setInterval(() => sweep(hall), SWEEP_MS);
  timer.unref();
  const deaf = app.signOuts.subscribe((s) => s.only === undefined && signOut(hall, s.accountId));
  return {
    ports: servers.map((server) => (server.address() as { port: number }).port),
    count: () => hall.clients.size,
    sweep: () => sweep(hall),
    async close() {
      clearInterval(timer);
      deaf();
      const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
      for (const client of hall.clients) part(client, "Server is stopping");
      const late = setTimeout(() => {
        for (const { conn } of hall.clients) conn.destroy();
      }, PARTING_MS);
      await Promise.all(closed);
      clearTimeout(late);
    },
  };
}

function listening(server: Server, l: ImapListener): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(l.port, l.host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

async function welcome(hall: Hall, socket: Socket, listener: ImapListener): Promise<void> {
  const { app, options } = hall;
  const remote = socket.remoteAddress ?? "";
  if (isFull(hall, remote)) return void socket.end("* BYE Too many connections\r\n");
  const conn = createConnection(
    socket,
    () => app.clock.now(),
    () => leave(hall, client),
  );
  const session: Session = {
    app,
    id: randomId("i"),
    remote,
    views: viewCacheOf(app),
    signed: null,
    selected: null,
    stale: false,
    wake: null,
    enabled: { rev2: false, utf8: false, condstore: false, qresync: false },
    incoming: null,
    tag: "",
    link: {
      isEncrypted: conn.isEncrypted,
      mayTakePassword: () => conn.isEncrypted() || options.plaintextSignIn === true,
      mayStartTls: () => !conn.isEncrypted(),
      startTls: () => conn.startTls(options.secureContext()),
      line: () => conn.reader.line(LIMITS.imapLineBytes),
      signIn: (login, password) => admit(hall, session, { login, password }),
      end: conn.end,
    },
  };
  const client: Client = { session, conn, since: app.clock.now(), noticedAt: 0 };
  hall.clients.add(client);
  hall.perAddress.add(remote, 1);
  app.metrics.count("congthu_imap_connections_total", { tls: listener.tls });
  try {
    if (listener.tls === "implicit") await conn.startTls(options.secureContext());
    conn.out.untagged(`OK [CAPABILITY ${capabilitiesOf(session)}] ${app.site.hostname} ready`);
    await runSession(session, conn);
    conn.end();
  } catch (err) {
    if (err instanceof ImapStreamError) part(client, err.message);
    else if (err instanceof ConnectionClosed || !conn.reader.ended()) conn.destroy();
  }
}

function isFull({ options, clients, perAddress }: Hall, remote: string): boolean {
  const { maxConnections = Number.POSITIVE_INFINITY, maxPerAddress = Number.POSITIVE_INFINITY } = options;
  return clients.size >= maxConnections || perAddress.of(remote) >= maxPerAddress;
}

async function admit(hall: Hall, session: Session, q: { login: string; password: string }): Promise<void> {
  const { account, mustChangePassword } = await signIn(hall.app, { ...q, channel: "imap", ip: session.remote });
  // The first password is for the webmail alone, where it is replaced.
  if (mustChangePassword) throw new MailError("auth.passwordExpired");
  const accountId = account.account_id;
  if (hall.perAccount.of(accountId) >= LIMITS.imapConnectionsPerAccount) throw new MailError("rate.limited");
  hall.perAccount.add(accountId, 1);
  session.signed = { accountId, actor: { accountId, channel: "imap" } };
}

function leave(hall: Hall, client: Client): void {
  const { session } = client;
  hall.clients.delete(client);
  hall.perAddress.add(session.remote, -1);
  session.selected?.unsubscribe();
  session.wake?.();
  if (session.signed) hall.perAccount.add(session.signed.accountId, -1);
}

/** RFC 9051 §7.1.5 */
function part(client: Client, why: string): void {
  client.conn.out.untagged(`BYE ${why}`);
  client.conn.end();
}

/** The account was locked, or its password changed. */
function signOut(hall: Hall, accountId: AccountId): void {
  for (const client of hall.clients)
    if (client.session.signed?.actor.accountId === accountId) part(client, "Signed out by the server");
}

function sweep(hall: Hall): void {
  const now = hall.app.clock.now();
  for (const client of hall.clients) {
    const { session, conn } = client;
    const stalled = conn.out.stalledSince();
    const silent = now - conn.readAt();
    if (stalled !== null && now - stalled > LIMITS.imapStalledMs) conn.destroy();
    else if (session.signed ? silent > LIMITS.imapIdleMs : now - client.since > LIMITS.imapGuestMs)
      part(client, "Idle for too long");
    else if (session.wake && now - Math.max(conn.readAt(), client.noticedAt) > LIMITS.imapIdleNoticeMs) {
      client.noticedAt = now;
      conn.out.untagged("OK Still here");
      conn.out.flush();
    }
  }
}
