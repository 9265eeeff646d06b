import type { JmapId, JmapSession } from "@congthu/shared/jmap/core";
import { CAPABILITY, type CoreCapability, type SetResponse } from "@congthu/shared/jmap/core";
import type { Mailbox } from "@congthu/shared/jmap/mail";
import { ApiError } from "./api-client.ts";
import { LIST_PROPERTIES, type MailCache, putEmails } from "./cache.ts";
import { type Edit, mergeEdits } from "./edits.ts";
import { type Batch, type Call, JmapError, type Replies } from "./jmap-client.ts";
import { codeOfSetError } from "./jmap-errors.ts";
import { type QuerySpec, queryArgs, queryKey, withPage, withQueryChanges } from "./query-window.ts";
import type { Viewport } from "./sync.ts";
import { addThreads, settleThreads, type ThreadCalls } from "./threads.ts";

/** More changes than this since the last turn are not worth following one by one. */
const MAX_CHANGES = 250;

/** Refusals of a `/changes` or `/queryChanges` after which one reads anew (RFC 8620 §5.2, §5.6); the last: a server without the method. */
const START_OVER = ["cannotCalculateChanges", "tooManyChanges", "unknownMethod"];

type Shown = { spec: QuerySpec; viewport: Viewport };
type WindowCalls =
  | ({ kind: "changes"; key: string; changes: Call<"Email/queryChanges"> } & WindowLetters)
  | ({ kind: "again"; shown: Shown; query: Call<"Email/query"> } & WindowLetters);
type WindowLetters = { letters: Call<"Email/get">; threads: ThreadCalls | undefined };
export type TurnCalls = {
  sets: Call<"Email/set">[];
  mailboxes:
    | { kind: "all"; get: Call<"Mailbox/get"> }
    | {
        kind: "changes";
        changes: Call<"Mailbox/changes">;
        created: Call<"Mailbox/get">;
        updated: Call<"Mailbox/get">;
      };
  emails: { changes: Call<"Email/changes">; updated: Call<"Email/get"> } | undefined;
  windows: WindowCalls[];
};

/**
 * Puts one turn of synchronisation into a request: the waiting edits, then what changed in folders, letters and the
 * lists on the screen. The order matters: the changes already tell of the edits, so these can be dropped afterwards.
 */
export function addTurn(
  batch: Batch,
  session: JmapSession,
  cache: MailCache,
  edits: readonly Edit[],
  shown: readonly Shown[],
): TurnCalls {
  return {
    sets: addEdits(batch, session, cache.accountId, edits),
    mailboxes: addMailboxes(batch, cache),
    emails: addEmails(batch, cache),
    windows: shown.map((one) => addWindow(batch, cache, one)),
  };
}

function addEdits(batch: Batch, session: JmapSession, accountId: JmapId, edits: readonly Edit[]): Call<"Email/set">[] {
  const { update, destroy } = mergeEdits(edits);
  const most = (session.capabilities[CAPABILITY.core] as CoreCapability | undefined)?.maxObjectsInSet ?? 500;
  const patches = Object.entries(update);
  const calls: Call<"Email/set">[] = [];
  for (let i = 0; i < patches.length; i += most)
    calls.push(batch.add("Email/set", { accountId, update: Object.fromEntries(patches.slice(i, i + most)) }));
  for (let i = 0; i < destroy.length; i += most)
    calls.push(batch.add("Email/set", { accountId, destroy: destroy.slice(i, i + most) }));
  return calls;
}

function addMailboxes(batch: Batch, { accountId, mailboxState }: MailCache): TurnCalls["mailboxes"] {
  if (mailboxState === undefined) return { kind: "all", get: batch.add("Mailbox/get", { accountId, ids: null }) };
  const changes = batch.add("Mailbox/changes", { accountId, sinceState: mailboxState });
  return {
    kind: "changes",
    changes,
    created: batch.add("Mailbox/get", { accountId, "#ids": changes.ref("/created") }),
    updated: batch.add("Mailbox/get", {
      accountId,
      "#ids": changes.ref("/updated"),
      "#properties": changes.ref("/updatedProperties"),
    }),
  };
}

function addEmails(batch: Batch, { accountId, emailState }: MailCache): TurnCalls["emails"] {
  if (emailState === undefined) return undefined;
  const changes = batch.add("Email/changes", { accountId, sinceState: emailState, maxChanges: MAX_CHANGES });
  const ids = changes.ref("/updated");
  const updated = batch.add("Email/get", { accountId, "#ids": ids, properties: ["mailboxIds", "keywords"] });
  return { changes, updated };
}

function addWindow(batch: Batch, cache: MailCache, shown: Shown): WindowCalls {
  const { accountId } = cache;
  const asked = queryArgs(shown.spec);
  const properties = [...LIST_PROPERTIES];
  const threadsOf = (letters: Call<"Email/get">) =>
    shown.spec.collapse ? addThreads(batch, cache, letters) : undefined;
  const key = queryKey(shown.spec);
  const window = cache.windows.get(key);
  if (window?.canCalculateChanges && !window.stale) {
    const since = { sinceQueryState: window.queryState, maxChanges: MAX_CHANGES, calculateTotal: true };
    const changes = batch.add("Email/queryChanges", { accountId, ...asked, ...since });
    const letters = batch.add("Email/get", { accountId, "#ids": changes.ref("/added/*/id"), properties });
    return { kind: "changes", key, changes, letters, threads: threadsOf(letters) };
  }
  const { first, last } = shown.viewport;
  const range = { position: first, limit: Math.min(200, Math.max(50, last - first + 1)) };
  const query = batch.add("Email/query", { accountId, ...asked, ...range, calculateTotal: true });
  const letters = batch.add("Email/get", { accountId, "#ids": query.ref("/ids"), properties });
  return { kind: "again", shown, query, letters, threads: threadsOf(letters) };
}

export type TurnOutcome = { again: boolean; refused: { error: unknown; count: number }[] };

/** Takes the replies of a turn into the cache. `again`: the server had more to tell, or could not follow our state. */
export function settleTurn(cache: MailCache, calls: TurnCalls, replies: Replies): TurnOutcome {
  const before = cache.emailState;
  const refused = calls.sets.flatMap((call) => refusals(() => replies.of(call)));
  const outcomes = [
    settleMailboxes(cache, calls.mailboxes, replies),
    settleEmails(cache, calls.emails, replies),
    ...calls.windows.map((window) => settleWindow(cache, window, replies)),
  ];
  if (before !== cache.emailState) markHiddenStale(cache, calls);
  return { again: outcomes.includes("again"), refused };
}

/** Lists that are not on the screen were not followed; they are asked for again when they are shown. */
function markHiddenStale(cache: MailCache, calls: TurnCalls): void {
  for (const [key, window] of cache.windows) {
    const shown = calls.windows.some((w) => (w.kind === "changes" ? w.key : queryKey(w.shown.spec)) === key);
    if (!shown && !window.stale) cache.windows.set(key, { ...window, stale: true });
  }
}

function settleMailboxes(cache: MailCache, calls: TurnCalls["mailboxes"], replies: Replies): "again" | "done" {
  if (calls.kind === "all") {
    const { list, state } = replies.of(calls.get);
    cache.mailboxes = new Map(list.map((mailbox) => [mailbox.id, mailbox]));
    cache.mailboxState = state;
    return "done";
  }
  return followable(
    () => {
      const { newState, destroyed, hasMoreChanges } = replies.of(calls.changes);
      const next = new Map(cache.mailboxes);
      for (const id of destroyed) next.delete(id);
      for (const mailbox of replies.of(calls.created).list) next.set(mailbox.id, mailbox);
      for (const news of replies.of(calls.updated).list as Partial<Mailbox>[]) {
        const known = next.get(news.id ?? "");
        if (known) next.set(known.id, { ...known, ...news });
        else if (news.id && "name" in news) next.set(news.id, news as Mailbox);
      }
      if (newState !== cache.mailboxState) cache.mailboxes = next;
      cache.mailboxState = newState;
      return hasMoreChanges ? "again" : "done";
    },
    () => {
      cache.mailboxState = undefined;
    },
  );
}

function settleEmails(cache: MailCache, calls: TurnCalls["emails"], replies: Replies): "again" | "done" {
  if (!calls) return "done";
  return followable(
    () => {
      const { newState, destroyed, hasMoreChanges } = replies.of(calls.changes);
      putEmails(cache, replies.of(calls.updated).list);
      for (const id of destroyed) {
        cache.emails.delete(id);
        cache.views.delete(id);
      }
      cache.emailState = newState;
      return hasMoreChanges ? "again" : "done";
    },
    () => {
      // Nothing that was read can be trusted any more; the lists on the screen bring it anew (RFC 8620 §5.2).
      cache.emailState = undefined;
      cache.emails.clear();
      for (const [key, window] of cache.windows) cache.windows.set(key, { ...window, stale: true });
    },
  );
}

function settleWindow(cache: MailCache, calls: WindowCalls, replies: Replies): "again" | "done" {
  if (calls.kind === "again") {
    const { list, state } = replies.of(calls.letters);
    putEmails(cache, list);
    if (calls.threads) settleThreads(cache, calls.threads, replies);
    cache.emailState ??= state;
    const { spec } = calls.shown;
    cache.windows.set(queryKey(spec), withPage(cache.windows.get(queryKey(spec)), spec, replies.of(calls.query)));
    return "done";
  }
  const window = cache.windows.get(calls.key);
  if (!window) return "done";
  return followable(
    () => {
      const changes = replies.of(calls.changes);
      putEmails(cache, replies.of(calls.letters).list);
      if (calls.threads) settleThreads(cache, calls.threads, replies);
      // A page that arrived meanwhile may already be at a later state; then the changes are not for it.
      if (changes.oldQueryState !== window.queryState) return "again";
      if (changes.newQueryState !== window.queryState) cache.windows.set(calls.key, withQueryChanges(window, changes));
      return "done";
    },
    () => {
      cache.windows.set(calls.key, { ...window, canCalculateChanges: false, stale: true });
    },
  );
}

function followable(settle: () => "again" | "done", reset: () => void): "again" | "done" {
  try {
    return settle();
  } catch (error) {
    if (!(error instanceof JmapError)) throw error;
    if (!START_OVER.includes(error.type)) throw error;
    reset();
    return "again";
  }
}

function refusals(read: () => SetResponse<unknown, string>): TurnOutcome["refused"] {
  try {
    const { notUpdated, notDestroyed } = read();
    const errors = [...Object.values(notUpdated ?? {}), ...Object.values(notDestroyed ?? {})];
    // A letter that is gone already needs no edit.
    const real = errors.filter((error) => error.type !== "notFound");
    return real[0] ? [{ error: new ApiError(codeOfSetError(real[0]), 200), count: real.length }] : [];
  } catch (error) {
    if (!(error instanceof JmapError)) throw error;
    return [{ error, count: 1 }];
  }
}
