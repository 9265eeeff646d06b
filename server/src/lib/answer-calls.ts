import { parentPort } from "node:worker_threads";
import type { ThreadCall, ThreadReply } from "./thread-calls.ts";

/** The other side of lib/thread-calls: answers each question of the thread that started this one. An error is the answer to that question alone. */
export function answerCalls<Q, A>(answer: (q: Q) => A | Promise<A>): void {
  const port = parentPort;
  if (!port) throw new Error("runs as a worker thread only");
  port.on("message", async ({ id, ask }: ThreadCall<Q>) => port.postMessage(await replyTo(id, () => answer(ask))));
}

async function replyTo<A>(id: number, answer: () => A | Promise<A>): Promise<ThreadReply<A>> {
  try {
    return { id, answer: await answer() };
  } catch (err) {
    return { id, error: err instanceof Error ? (err.stack ?? err.message) : String(err) };
  }
}
