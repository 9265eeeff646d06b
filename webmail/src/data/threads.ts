import type { Thread } from "@congthu/shared/jmap/mail";
import { LIST_PROPERTIES, type MailCache, putEmails } from "./cache.ts";
import { type Batch, type Call, JmapError, type Replies } from "./jmap-client.ts";

export type ThreadCalls = { threads: Call<"Thread/get">; members: Call<"Email/get"> };

/** Asks for the conversations of the letters that `letters` fetches, and for what a list needs of all their letters. */
export function addThreads(
  batch: Batch,
  { accountId }: MailCache,
  letters: Call<"Email/get">,
  properties: readonly string[] = LIST_PROPERTIES,
): ThreadCalls {
  const threads = batch.add("Thread/get", { accountId, "#ids": letters.ref("/list/*/threadId") });
  const members = batch.add("Email/get", {
    accountId,
    "#ids": threads.ref("/list/*/emailIds"),
    properties: [...properties],
  });
  return { threads, members };
}

/** Takes the conversations in. Where they are too many to be had at once, the list does with the letters it has. */
export function settleThreads(cache: MailCache, calls: ThreadCalls, replies: Replies): void {
  try {
    const threads: Thread[] = replies.of(calls.threads).list;
    putEmails(cache, replies.of(calls.members).list);
    for (const { id, emailIds } of threads) cache.threads.set(id, emailIds);
  } catch (error) {
    if (!(error instanceof JmapError)) throw error;
  }
}
