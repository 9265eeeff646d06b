import type { Socket } from "node:net";
import { type SecureContext, TLSSocket } from "node:tls";
import { createReader, type Reader } from "./wire/reader.ts";
import { createWriter, type Writer } from "./wire/writer.ts";

/** One client's socket, in clear or encrypted, as a reader and a writer. */
export type Connection = {
  readonly reader: Reader;
  readonly out: Writer;
  isEncrypted(): boolean;
  /** When the client last sent something, epoch milliseconds. */
  readAt(): number;
  /** Turns the socket into an encrypted one; rejects when the handshake fails. RFC 9051 §6.2.1 */
  startTls(context: SecureContext): Promise<void>;
  /** Sends what is held, then ends. */
  end(): void;
  /** Ends at once. */
  destroy(): void;
};

/** Takes a socket over. `onClose` runs once, when nothing more can be read or written. */
export function createConnection(socket: Socket, now: () => number, onClose: () => void): Connection {
  let current: Socket = socket;
  let closed = false;
  let readAt = now();
  const reader = createReader(() => current);
  const out = createWriter(() => current, now);

  function over() {
    if (closed) return;
    closed = true;
    reader.end();
    out.stir();
    onClose();
  }
  function take(chunk: Buffer) {
    readAt = now();
    reader.push(chunk);
  }
  function listen(to: Socket) {
    to.on("data", take);
    to.on("drain", out.stir);
    to.on("end", reader.end);
    to.on("close", over);
    // The error's consequence is the close that follows.
    to.on("error", () => to.destroy());
  }
  listen(socket);
  return {
    reader,
    out,
    readAt: () => readAt,
    isEncrypted: () => current instanceof TLSSocket,
    startTls(secureContext) {
      const plain = current;
      plain.off("data", take);
      plain.off("drain", out.stir);
      plain.off("end", reader.end);
      // What came in clear behind the command must not count as if it had been encrypted.
      reader.discard();
      const secure = new TLSSocket(plain, { isServer: true, secureContext });
      current = secure;
      listen(secure);
      return new Promise((resolve, reject) => {
        secure.once("secure", resolve);
        secure.once("close", () => reject(new Error("TLS handshake failed")));
      });
    },
    end() {
      out.flush();
      current.end();
    },
    destroy: () => current.destroy(),
  };
}
