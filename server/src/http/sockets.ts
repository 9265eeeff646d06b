import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { Express, Request } from "express";
import { type WebSocket, WebSocketServer } from "ws";
import type { Principal } from "../core/access.ts";
import type { App } from "../core/app.ts";
import { MailError } from "../core/errors.ts";
import type { SocketEndpoint } from "../lib/http-call.ts";
import { LIMITS } from "../lib/limits.ts";
import { type Authenticate, type Caller, requireSameSite } from "./authenticate.ts";
import type { LiveCalls } from "./live-calls.ts";

/** Between the signs of life that show a line that was cut. */
const PING_MS = 30_000;

type Mounted = { endpoints: readonly SocketEndpoint<Principal>[]; authenticate: Authenticate; live: LiveCalls };

/**
 * Takes connections that want to be WebSockets (RFC 6455 §4.2). Who comes with the cookie must come from our own page: browsers send it
 * whatever page opens the connection.
 */
export function mountSockets(http: Server, express: Express, app: Pick<App, "log" | "metrics">, q: Mounted): void {
  const servers = new Map(
    q.endpoints.map((e) => [
      e.path,
      {
        endpoint: e,
        server: new WebSocketServer({
          noServer: true,
          maxPayload: e.maxBytes,
          perMessageDeflate: false,
          handleProtocols: (offered) => (offered.has(e.protocol) ? e.protocol : false),
        }),
      },
    ]),
  );
  http.on("upgrade", (raw: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    const found = servers.get(new URL(raw.url ?? "/", "http://x").pathname);
    // The same request object that Express makes, for the address behind trusted proxies.
    const req = Object.setPrototypeOf(raw, express.request) as Request;
    const offered = String(raw.headers["sec-websocket-protocol"] ?? "").split(/\s*,\s*/);
    if (!found || !offered.includes(found.endpoint.protocol)) return refuse(socket, found ? 400 : 404);
    admit(req, q.authenticate).then(
      (caller) =>
        found.server.handleUpgrade(
          raw,
          socket,
          head,
          (ws) => void serve(app, ws, { ...q, req, caller, endpoint: found.endpoint }),
        ),
      (err: unknown) => {
        if (!(err instanceof MailError)) noteBug(app, err);
        refuse(socket, err instanceof MailError ? 401 : 500);
      },
    );
  });
}

async function admit(req: Request, authenticate: Authenticate): Promise<Caller> {
  const caller = await authenticate(req);
  if (caller.byCookie) requireSameSite(req);
  if (caller.passwordDue !== null) throw new MailError("auth.passwordExpired");
  return caller;
}

type Served = { req: Request; caller: Caller; endpoint: SocketEndpoint<Principal> } & Mounted;

async function serve(app: Pick<App, "log" | "metrics">, ws: WebSocket, q: Served): Promise<void> {
  const { principal, session } = q.caller;
  const { abort, done } = q.live.begin({
    accountId: principal.account.account_id,
    sessionId: session?.session_id ?? "",
  });
  const inbox = createInbox(ws);
  let alive = true;
  const pinging = setInterval(() => {
    if (!alive) return ws.terminate();
    alive = false;
    ws.ping();
  }, PING_MS);
  ws.on("pong", () => {
    alive = true;
  });
  abort.signal.addEventListener("abort", () => leave(ws), { once: true });
  ws.on("error", () => ws.terminate());
  ws.on("close", () => {
    clearInterval(pinging);
    abort.abort();
    inbox.end();
  });
  try {
    await q.endpoint.run({
      principal,
      signal: abort.signal,
      again: () =>
        q.authenticate(q.req).then(
          (caller) => caller.principal,
          (err: unknown) => {
            if (err instanceof MailError) return undefined;
            throw err;
          },
        ),
      messages: inbox.messages(),
      send: (text) => {
        // Who does not read what we send is gone.
        if (ws.bufferedAmount > LIMITS.socketBufferBytes) ws.terminate();
        else if (ws.readyState === ws.OPEN) ws.send(text);
      },
    });
  } catch (err) {
    noteBug(app, err);
  } finally {
    done();
    ws.close(1000);
  }
}

/** Says good-bye; who does not answer is cut off. */
function leave(ws: WebSocket): void {
  ws.close(1001);
  setTimeout(() => ws.terminate(), 1_000).unref();
}

/** Text frames in a row; while one is worked on, no more are read from the line. */
function createInbox(ws: WebSocket) {
  const waiting: string[] = [];
  let wake = () => {};
  let ended = false;
  ws.on("message", (octets: Buffer, isBinary: boolean) => {
    // RFC 8887 §4.1: binary frames are none of ours.
    if (isBinary) return ws.close(1003);
    waiting.push(octets.toString("utf8"));
    ws.pause();
    wake();
  });
  return {
    end() {
      ended = true;
      wake();
    },
    async *messages(): AsyncGenerator<string> {
      for (;;) {
        const text = waiting.shift();
        if (text !== undefined) {
          yield text;
          continue;
        }
        if (ended) return;
        if (ws.isPaused) ws.resume();
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

function refuse(socket: Duplex, status: 400 | 401 | 404 | 500): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function noteBug(app: Pick<App, "log" | "metrics">, err: unknown): void {
  app.metrics.count("congthu_bugs_total", { at: "socket" });
  app.log("error", "bug", { at: "socket", stack: err instanceof Error ? (err.stack ?? "") : String(err) });
}
