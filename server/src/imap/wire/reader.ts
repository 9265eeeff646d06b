import { ImapStreamError } from "./syntax-error.ts";

/** Octets that may wait unread before the socket is told to stop; more than the longest line, or lines could not complete. */
const HIGH_WATER = 128 * 1024;
const LF = 0x0a;
const CR = 0x0d;
const EMPTY = Buffer.alloc(0);

/** Where octets come from: the part of a socket the reader steers. */
export type Flow = { pause(): void; resume(): void };

/** Octets of one connection, handed out as lines and counted runs, in the order they came. */
export type Reader = {
  /** Takes octets from the socket. */
  push(chunk: Buffer): void;
  /** The socket gives no more. */
  end(): void;
  /** The next line without its line end, one character per octet; null when the peer has gone. Throws ImapStreamError above `maxBytes`. */
  line(maxBytes: number): Promise<string | null>;
  /** The next `n` octets in pieces as they come; ends early when the peer goes. */
  octets(n: number): AsyncGenerator<Buffer, void, void>;
  /** Forgets what has come and was not read. RFC 9051 §6.2.1 (STARTTLS must not carry plaintext over) */
  discard(): void;
  /** Whether a whole line is waiting already. */
  hasLine(): boolean;
  /** Whether the peer has gone. */
  ended(): boolean;
};

/** A reader whose memory is bounded: above the high water mark the socket is paused until someone reads. */
export function createReader(flow: () => Flow): Reader {
  let pending: Buffer = EMPTY;
  /** Octets of `pending` known to hold no line end. */
  let scanned = 0;
  let ended = false;
  let paused = false;
  let wake: (() => void) | null = null;

  function more(): Promise<void> {
    if (paused) {
      paused = false;
      flow().resume();
    }
    return new Promise((resolve) => {
      wake = resolve;
    });
  }
  function take(n: number): Buffer {
    const head = pending.subarray(0, n);
    pending = n === pending.length ? EMPTY : pending.subarray(n);
    scanned = 0;
    return head;
  }
  function stir() {
    const w = wake;
    wake = null;
    w?.();
  }
  return {
    push(chunk) {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      if (!wake && !paused && pending.length >= HIGH_WATER) {
        paused = true;
        flow().pause();
      }
      stir();
    },
    end() {
      ended = true;
      stir();
    },
    async line(maxBytes) {
      for (;;) {
        const at = pending.indexOf(LF, scanned);
        if ((at < 0 ? pending.length : at) > maxBytes + 1) throw new ImapStreamError("Line too long");
        if (at >= 0) {
          const line = take(at + 1);
          // A bare LF ends a line too: people type at this port, and nothing but us reads the stream.
          const length = at > 0 && line[at - 1] === CR ? at - 1 : at;
          return line.toString("latin1", 0, length);
        }
        scanned = pending.length;
        if (ended) return null;
        await more();
      }
    },
    async *octets(n) {
      let left = n;
      while (left > 0) {
        if (pending.length === 0) {
          if (ended) return;
          await more();
          continue;
        }
        const piece = take(Math.min(left, pending.length));
        left -= piece.length;
        yield piece;
      }
    },
    discard() {
      pending = EMPTY;
      scanned = 0;
    },
    hasLine: () => pending.indexOf(LF, scanned) >= 0,
    ended: () => ended,
  };
}
