import { once } from "node:events";
import { createServer } from "node:net";
import type { Readable } from "node:stream";

/** A port that was free a moment ago, for programs that cannot choose one themselves. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}

/** Resolves when the program has said so, by when its ports are open; rejects with what it said when it ends before. */
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
