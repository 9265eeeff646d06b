import type { Socket } from "node:net";

export type Lines = {
  /** The next line without its end; undefined when there is none to come, or the peer sent one that is too long. */
  next(): Promise<string | undefined>;
  /** Reads no more and forgets what was not taken. */
  stop(): void;
};

/** Reads lines of UTF-8 from a socket, pipelined ones too (RFC 2449 §6.6), no more of them than are taken. */
export function createLines(socket: Socket, maxBytes: number): Lines {
  let buffer = Buffer.alloc(0);
  let ended = false;
  let wake = () => {};
  const take = (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    if (buffer.length > maxBytes) socket.pause();
    wake();
  };
  const over = () => {
    ended = true;
    wake();
  };
  socket.on("data", take).once("end", over).once("close", over);
  return {
    async next() {
      for (;;) {
        const end = buffer.indexOf(10);
        if (end >= 0) {
          const line = buffer.subarray(0, end > 0 && buffer[end - 1] === 13 ? end - 1 : end).toString("utf8");
          buffer = buffer.subarray(end + 1);
          if (buffer.length <= maxBytes) socket.resume();
          return line;
        }
        if (ended || buffer.length > maxBytes) return undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    stop() {
      socket.off("data", take);
      socket.pause();
      buffer = Buffer.alloc(0);
    },
  };
}
