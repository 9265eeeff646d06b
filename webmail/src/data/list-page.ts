import type { JmapId } from "@congthu/shared/jmap/core";
import type { SearchSnippet } from "@congthu/shared/jmap/mail";
import { LIST_PROPERTIES, type MailCache, putEmails } from "./cache.ts";
import { type Batch, type Call, JmapError, type Replies } from "./jmap-client.ts";
import { type QuerySpec, queryArgs, queryKey, withPage } from "./query-window.ts";
import { addThreads, settleThreads } from "./threads.ts";

/** Adds what a page of a list takes to a request. Gives how to take the reply in: the list with its letters, and the words that a search marked. */
export function addPage(
  batch: Batch,
  cache: MailCache,
  spec: QuerySpec,
  { position, limit }: { position: number; limit: number },
): (replies: Replies, snippets?: Map<JmapId, SearchSnippet>) => void {
  const { accountId } = cache;
  const query = batch.add("Email/query", { accountId, ...queryArgs(spec), position, limit, calculateTotal: true });
  const ids = query.ref("/ids");
  const letters = batch.add("Email/get", { accountId, "#ids": ids, properties: [...LIST_PROPERTIES] });
  const threads = spec.collapse ? addThreads(batch, cache, letters) : undefined;
  const marks = spec.text
    ? batch.add("SearchSnippet/get", { accountId, filter: spec.filter, "#emailIds": ids })
    : undefined;
  return (replies, snippets) => {
    const { list, state } = replies.of(letters);
    putEmails(cache, list);
    cache.emailState ??= state;
    if (threads) settleThreads(cache, threads, replies);
    if (marks) for (const snippet of snippetsOf(replies, marks)) snippets?.set(snippet.emailId, snippet);
    const key = queryKey(spec);
    const window = withPage(cache.windows.get(key), spec, replies.of(query));
    // The list looked at last stands last.
    cache.windows.delete(key);
    cache.windows.set(key, window);
  };
}

/** Results without their marked words are still results. */
function snippetsOf(replies: Replies, call: Call<"SearchSnippet/get">): SearchSnippet[] {
  try {
    return replies.of(call).list;
  } catch (error) {
    if (error instanceof JmapError) return [];
    throw error;
  }
}
