import { Worker } from "node:worker_threads";
import type { AccountId } from "@congthu/shared/ids";
import type { SearchHit, SearchIndex } from "./search.ts";

/** Where the thread finds the store it follows and the file it fills. */
export type SearchPlaces = {
  searchFile: string;
  sqliteFile: string | null;
  databaseUrl: string | null;
  blobsDir: string;
};
/** What is asked of the thread; each with a number that the answer bears. */
export type SearchRequest = { id: number } & (
  | { op: "search"; accountId: AccountId; terms: readonly { text: string; field?: string }[]; limit: number }
  | { op: "changed"; accountIds: readonly AccountId[] }
  | { op: "settled" }
  | { op: "close" }
);
export type SearchReply = { id: number; hits?: SearchHit[]; error?: string };

/** How long changed accounts are gathered before the thread is told: a question indexes its own account first, so nobody waits for this. */
const GATHER_MS = 5_000;

/** An FTS5 index in a file and a thread of its own, so that neither deliveries nor sessions wait for it. */
export function openSearch(q: {
  places: SearchPlaces;
  /** The module that runs as the thread. */
  thread: URL;
  /** Calls back for every account that changes; gives what ends it. */
  follow: (fn: (accountId: AccountId) => void) => () => void;
  onFailure: (err: Error) => void;
}): SearchIndex {
  const thread = new Worker(q.thread, { workerData: q.places });
  const waiting = new Map<number, { resolve: (r: SearchReply) => void; reject: (e: Error) => void }>();
  let serial = 0;
  let closing = false;
  thread.on("message", (reply: SearchReply) => {
    const asker = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.error !== undefined) asker?.reject(new Error(reply.error));
    else asker?.resolve(reply);
  });
  const fail = (err: Error) => {
    for (const asker of waiting.values()) asker.reject(err);
    waiting.clear();
    if (!closing) q.onFailure(err);
  };
  thread.on("error", fail);
  thread.on("exit", () => fail(new Error("the search thread ended")));

  type Asked<T> = T extends unknown ? Omit<T, "id"> : never;
  const ask = (request: Asked<SearchRequest>): Promise<SearchReply> =>
    new Promise((resolve, reject) => {
      const id = ++serial;
      waiting.set(id, { resolve, reject });
      thread.postMessage({ ...request, id });
    });

  const changed = new Set<AccountId>();
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    clearTimeout(timer);
    timer = undefined;
    if (changed.size > 0) ask({ op: "changed", accountIds: [...changed] }).catch(() => undefined);
    changed.clear();
  };
  const unfollow = q.follow((accountId) => {
    changed.add(accountId);
    timer ??= setTimeout(tell, GATHER_MS);
  });
  return {
    async search({ accountId, terms, limit }) {
      return (await ask({ op: "search", accountId, terms: [...terms], limit })).hits ?? [];
    },
    async settled() {
      tell();
      await ask({ op: "settled" });
    },
    async close() {
      closing = true;
      unfollow();
      clearTimeout(timer);
      await ask({ op: "close" }).catch(() => undefined);
      await thread.terminate();
    },
  };
}
