import { parentPort } from "node:worker_threads";
import type { ThreadCall, ThreadReply } from "./thread-calls.ts";

/** The other side of lib/thread-calls: answers each question of the thread that started this one. An error is the answer to that question alone. */
export function answerCalls<Q, A>(answer: (q: Q) => A): void {
  const port = parentPort;
  if (!port) throw new Error("runs as a worker thread only");
  port.on("message", ({ id, ask }: ThreadCall<Q>) => port.postMessage(replyTo(id, () => answer(ask))));
}

function replyTo<A>(id: number, answer: () => A): ThreadReply<A> {
  try {
    return { id, answer: answer() };
  } catch (err) {
    return { id, error: err instanceof Error ? (err.stack ?? err.message) : String(err) };
  }
}
