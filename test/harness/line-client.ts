import { isUtf8 } from "node:buffer";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { type TLSSocket, connect as tlsConnect } from "node:tls";

/** How long a peer may stay silent before a test fails; a working server answers within milliseconds. */
const PATIENCE_MS = 5_000;
const LF = 10;

/** A client that says exactly what it is told: no library between the test and the wire. */
export type LineClient = {
  /** Writes the text and CRLF. */
  send(text: string): void;
  /** Writes these octets and nothing else. */
  raw(bytes: Uint8Array | string): void;
  /** The next line without its CRLF (a bare LF ends a line too). Rejects when none comes or the peer closes. */
  line(): Promise<string>;
  /** The next lines up to and including the first that matches. */
  until(last: RegExp): Promise<string[]>;
  /** Exactly this many octets, as in a literal. */
  bytes(count: number): Promise<Buffer>;
  /** Resolves when the peer has closed; rejects when it says something more instead. */
  closed(): Promise<void>;
  /** Everything that has come and was not read yet; does not wait. */
  unread(): Buffer;
  /** Goes on in TLS on the same connection; the certificate is not checked. */
  startTls(options?: { minVersion?: "TLSv1.2" | "TLSv1.3"; maxVersion?: "TLSv1.2" | "TLSv1.3" }): Promise<void>;
  /** Ends our side; the peer may still speak. */
  end(): void;
  /** Tears the connection down without goodbye. */
  destroy(): void;
  socket(): Socket | TLSSocket;
};

/** Connects to a port of this machine. `tls`: TLS from the first octet; `patienceMs`: how long the peer may stay silent. */
export async function dialLines(p: {
  port: number;
  host?: string;
  tls?: boolean;
  patienceMs?: number;
}): Promise<LineClient> {
  const patienceMs = p.patienceMs ?? PATIENCE_MS;
  let socket: Socket | TLSSocket = connect(p.port, p.host ?? "127.0.0.1");
  await once(socket, "connect");
  let buffer = Buffer.alloc(0);
  let over: Error | undefined;
  let wake: () => void = () => {};

  const listen = () => {
    socket.on("data", (chunk: Buffer) => {
      buffer = Buffer.concat([buffer, chunk]);
      wake();
    });
    socket.on("error", (err) => {
      over ??= err;
      wake();
    });
    socket.on("close", () => {
      over ??= new Error("the peer closed the connection");
      wake();
    });
  };

  /** Waits until `take` finds something in the buffer. */
  const wait = async <T>(what: string, take: () => T | undefined): Promise<T> => {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const found = take();
      if (found !== undefined) return found;
      if (over) throw new Error(`waiting for ${what}: ${over.message}; unread: ${JSON.stringify(textOf(buffer))}`);
      await new Promise<void>((resolve, reject) => {
        const say = () =>
          reject(new Error(`no ${what} for ${patienceMs} ms; unread: ${JSON.stringify(textOf(buffer))}`));
        const timer = setTimeout(say, Math.max(0, deadline - Date.now()));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };

  const takeBytes = (count: number): Buffer | undefined => {
    if (buffer.length < count) return undefined;
    const taken = buffer.subarray(0, count);
    buffer = buffer.subarray(count);
    return taken;
  };
  const takeLine = (): string | undefined => {
    const at = buffer.indexOf(LF);
    return at < 0 ? undefined : textOf(takeBytes(at + 1) ?? buffer).replace(/\r?\n$/, "");
  };

  const client: LineClient = {
    send: (text) => void socket.write(`${text}\r\n`),
    raw: (bytes) => void socket.write(bytes),
    line: () => wait("line", takeLine),
    async until(last) {
      const lines: string[] = [];
      for (;;) {
        const line = await client.line();
        lines.push(line);
        if (last.test(line)) return lines;
      }
    },
    bytes: (count) => wait(`${count} octets`, () => takeBytes(count)),
    async closed() {
      await wait("end of the connection", () => (buffer.length > 0 || over ? true : undefined));
      if (buffer.length > 0) throw new Error(`the peer said ${JSON.stringify(textOf(buffer))} instead of closing`);
    },
    unread: () => buffer,
    async startTls(options = {}) {
      for (const event of ["data", "error", "close"]) socket.removeAllListeners(event);
      socket = tlsConnect({ socket, rejectUnauthorized: false, ...options });
      await once(socket, "secureConnect");
      listen();
    },
    end: () => void socket.end(),
    destroy: () => void socket.destroy(),
    socket: () => socket,
  };
  if (p.tls) await client.startTls();
  else listen();
  return client;
}

/** UTF-8 where it is valid, else one character per octet. */
function textOf(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? "utf8" : "latin1");
}
