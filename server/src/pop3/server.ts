import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { type SecureContext, TLSSocket } from "node:tls";
import { MailError } from "../core/errors.ts";
import { LIMITS } from "../lib/limits.ts";
import type { Pop3App, Pop3Session } from "./command.ts";
import { COMMANDS } from "./commands/index.ts";
import { dotStuffed } from "./dot-stuff.ts";
import { createLines } from "./lines.ts";
import { failureLine, Pop3SyntaxError } from "./replies.ts";

export type Pop3Options = {
  host: string;
  port: number;
  tls: "implicit" | "starttls";
  secureContext: () => SecureContext;
  /** Takes passwords in clear, for tests and local use alone. */
  plaintextSignIn?: boolean;
};

/** Listens for POP3 clients; rejects when the port cannot be had. RFC 1939 */
export async function startPop3(app: Pop3App, o: Pop3Options): Promise<{ port: number; close(): Promise<void> }> {
  const open = new Set<Socket>();
  const sessions = new Map<Pop3Session, Socket>();
  const deaf = app.signOuts.subscribe((s) => {
    for (const [session, socket] of sessions)
      if (s.only === undefined && session.maildrop?.accountId === s.accountId) socket.destroy();
  });
  const server = createServer({ keepAlive: true, noDelay: true }, (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    void welcome(app, o, socket, sessions);
  });
  await listening(server, o);
  return {
    port: (server.address() as { port: number }).port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      deaf();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function listening(server: Server, o: Pop3Options): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(o.port, o.host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

async function welcome(
  app: Pop3App,
  o: Pop3Options,
  socket: Socket,
  sessions: Map<Pop3Session, Socket>,
): Promise<void> {
  socket.on("error", () => socket.destroy());
  // RFC 1939 §3: an autologout timer of at least ten minutes
  socket.setTimeout(LIMITS.pop3IdleMs, () => socket.destroy());
  const context = o.secureContext();
  let current: Socket = o.tls === "implicit" ? encrypt(socket, context) : socket;
  let lines = createLines(current, LIMITS.pop3LineBytes);
  const write = async (text: string | Uint8Array) => {
    if (current.destroyed) throw new Gone();
    if (!current.write(text)) await Promise.race([once(current, "drain"), once(current, "close")]);
  };
  const session: Pop3Session = {
    app,
    remote: socket.remoteAddress ?? "",
    state: "authorization",
    user: null,
    maildrop: null,
    plaintextSignIn: o.plaintextSignIn ?? false,
    isEncrypted: () => current instanceof TLSSocket,
    canStartTls: () => !(current instanceof TLSSocket),
    async startTls() {
      // What came in clear behind STLS is dropped: it must not count as if it had been encrypted.
      lines.stop();
      current = encrypt(socket, context);
      lines = createLines(current, LIMITS.pop3LineBytes);
    },
    async nextLine() {
      const line = await lines.next();
      if (line === undefined) throw new Gone();
      return line;
    },
    write,
    async writeMessage(octets, maxBodyLines) {
      for await (const part of dotStuffed(octets, maxBodyLines)) await write(part);
    },
    quit: false,
  };
  sessions.set(session, socket);
  try {
    await write(`+OK ${app.site.hostname} POP3 ready\r\n`);
    while (!session.quit) await answer(session, await session.nextLine());
  } catch (err) {
    if (!(err instanceof Gone)) report(app, err);
  } finally {
    sessions.delete(session);
    session.maildrop?.release();
    current.end();
    socket.destroySoon();
  }
}

/** The client went away. */
class Gone extends Error {
  override readonly name = "Gone";
}

async function answer(s: Pop3Session, line: string): Promise<void> {
  const [word = "", ...args] = line.split(" ");
  const command = COMMANDS.get(word.toUpperCase());
  try {
    if (!command) throw new Pop3SyntaxError("Unknown command");
    if (!command.states.includes(s.state)) throw new Pop3SyntaxError("Not now");
    await command.run(s, args);
  } catch (err) {
    if (err instanceof Gone) throw err;
    if (!(err instanceof MailError) && !(err instanceof Pop3SyntaxError)) report(s.app, err);
    await s.write(`${failureLine(err)}\r\n`);
  }
}

function report(app: Pop3App, err: unknown): void {
  app.metrics.count("congthu_bugs_total", { at: "pop3" });
  app.log("error", "bug", { at: "pop3", stack: err instanceof Error ? (err.stack ?? "") : String(err) });
}

function encrypt(socket: Socket, secureContext: SecureContext): TLSSocket {
  const secure = new TLSSocket(socket, { isServer: true, secureContext });
  secure.on("error", () => secure.destroy());
  return secure;
}
