import { connect, createServer } from "node:net";
import type { Readable } from "node:stream";

/** Below these are no ports that Linux gives to outgoing connections (net.ipv4.ip_local_port_range): what is free now stays free. */
export const LISTENED = { from: 10_000, below: 32_000 };

/** A port that was free a moment ago, for programs that cannot choose one themselves. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = LISTENED.from + Math.floor(Math.random() * (LISTENED.below - LISTENED.from));
    if (await isFree(port)) return port;
  }
}

/** Whether nothing listens on a port, at any address. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}

/** Resolves once somebody takes connections at a port; asks as long as `isAlive`. */
export async function accepting(port: number, isAlive: () => boolean): Promise<void> {
  while (isAlive()) if (await takes(port)) return;
  throw new Error(`nobody listens at ${port}`);
}

function takes(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const tell = (taken: boolean) => {
      socket.destroy();
      resolve(taken);
    };
    socket.once("connect", () => tell(true)).once("error", () => tell(false));
  });
}

/** Resolves when the program has said so; rejects with what it said when it ends before. */
export function said(stream: Readable, words: string): Promise<void> {
  let text = "";
  return new Promise((resolve, reject) => {
    stream.on("data", (part) => {
      text += String(part);
      if (text.includes(words)) resolve();
    });
    stream.on("end", () => reject(new Error(text)));
  });
}
