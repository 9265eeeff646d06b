import { ConnectionClosed } from "./syntax-error.ts";

/** Octets pieced together before the socket is given them. */
const CHUNK = 32 * 1024;
/** Octets the client has not taken yet, above which whoever writes waits. */
const HIGH_WATER = 64 * 1024;
/** How long one session may work without letting the others have a turn. */
const SLICE_MS = 8;

/** The part of a socket the writer needs. */
export type Sink = {
  readonly writableLength: number;
  readonly destroyed: boolean;
  write(data: string | Uint8Array, encoding?: "latin1"): boolean;
};

/** Output to one client. Strings hold one character per octet. */
export type Writer = {
  /** Octets as they are. */
  put(octets: string): void;
  /** One untagged response: `* ` and the line end are added. */
  untagged(line: string): void;
  /** A command continuation request, at once. RFC 9051 §7.6 */
  go(text: string): void;
  /** Large octets: not copied into the string under way. */
  bytes(chunk: Uint8Array): void;
  /** Whether it is time to call `room` before writing more. */
  full(): boolean;
  /** Waits until the client has taken enough and others had a turn. Throws ConnectionClosed when there is no client any more. */
  room(): Promise<void>;
  /** Hands what is held to the socket. */
  flush(): void;
  /** The socket took all, or closed. */
  stir(): void;
  /** Since when someone waits for the client to read, epoch milliseconds; null when nobody does. */
  stalledSince(): number | null;
};

/** A writer whose memory is bounded as long as callers heed `full`. */
export function createWriter(sink: () => Sink, now: () => number): Writer {
  let held = "";
  let sliceStart = performance.now();
  let wake: (() => void) | null = null;
  let stalled: number | null = null;

  function flush() {
    if (held === "") return;
    const octets = held;
    held = "";
    if (!sink().destroyed) sink().write(octets, "latin1");
  }
  function put(octets: string) {
    held += octets;
    if (held.length >= CHUNK) flush();
  }
  function alive() {
    if (sink().destroyed) throw new ConnectionClosed();
  }
  return {
    put,
    untagged: (line) => put(`* ${line}\r\n`),
    go(text) {
      put(`+ ${text}\r\n`);
      flush();
    },
    bytes(chunk) {
      flush();
      if (!sink().destroyed) sink().write(chunk);
    },
    full: () => sink().writableLength > HIGH_WATER || performance.now() - sliceStart > SLICE_MS,
    async room() {
      flush();
      alive();
      if (sink().writableLength > HIGH_WATER) {
        stalled = now();
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        stalled = null;
      } else await new Promise((resolve) => setImmediate(resolve));
      alive();
      sliceStart = performance.now();
    },
    flush,
    stir() {
      const w = wake;
      wake = null;
      w?.();
    },
    stalledSince: () => stalled,
  };
}
