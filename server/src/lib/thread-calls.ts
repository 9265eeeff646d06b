import { Worker } from "node:worker_threads";

export type ThreadCall<Q> = { id: number; ask: Q };
export type ThreadReply<A> = { id: number; answer: A } | { id: number; error: string };
/** Questions to a thread of its own, answered one after another. */
export type Thread<Q, A> = { ask(q: Q): Promise<A>; close(): Promise<void> };

/**
 * A thread that answers with lib/answer-calls; started with the first question, and again after it broke: the question it broke at is
 * refused, and `onFailure` is told.
 */
export function openThread<Q, A>(module: URL, onFailure: (err: Error) => void): Thread<Q, A> {
  const waiting = new Map<number, { resolve: (answer: A) => void; reject: (err: Error) => void }>();
  let serial = 0;
  let worker: Worker | undefined;

  function start(): Worker {
    const w = new Worker(module);
    w.unref();
    w.on("message", (reply: ThreadReply<A>) => {
      const asker = waiting.get(reply.id);
      waiting.delete(reply.id);
      if ("error" in reply) asker?.reject(new Error(reply.error));
      else asker?.resolve(reply.answer);
    });
    w.on("error", (err: Error) => {
      worker = undefined;
      for (const asker of waiting.values()) asker.reject(err);
      waiting.clear();
      onFailure(err);
    });
    return w;
  }
  return {
    ask: (q) =>
      new Promise((resolve, reject) => {
        const id = ++serial;
        waiting.set(id, { resolve, reject });
        worker ??= start();
        worker.postMessage({ id, ask: q } satisfies ThreadCall<Q>);
      }),
    async close() {
      // Waited for: a thread that is its own starter's last work would end that starter here, in the middle of its own end.
      worker?.ref();
      await worker?.terminate();
    },
  };
}
