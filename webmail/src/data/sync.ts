import type { JmapId } from "@congthu/shared/jmap/core";
import type { SearchSnippet } from "@congthu/shared/jmap/mail";
import { backoffMs } from "./backoff.ts";
import {
  AUTHENTICATION,
  LIST_PROPERTIES,
  type MailCache,
  type OpenedEmail,
  putEmails,
  READ_PROPERTIES,
} from "./cache.ts";
import type { Edit } from "./edits.ts";
import { type JmapClient, newBatch } from "./jmap-client.ts";
import { isPassing, lineFailed, lineStore, lineWorks } from "./line.ts";
import { addPage } from "./list-page.ts";
import { localRows } from "./local-query.ts";
import type { Outbox } from "./outbox.ts";
import { missingPages, PAGE_SIZE, type QuerySpec, queryKey } from "./query-window.ts";
import { addThreads, settleThreads } from "./threads.ts";
import { addTurn, settleTurn } from "./turn.ts";

/** Lists kept beside those on the screen; older ones are forgotten. */
const KEPT_WINDOWS = 8;

export type Viewport = { first: number; last: number };

/** Keeps one account's cache in step with the server. */
export type Sync = {
  readonly cache: MailCache;
  readonly snippets: Map<JmapId, SearchSnippet>;
  /** Shows a list: fetches what its rows `first` to `last` need. Rejects with the reason when it cannot. */
  showRows: (spec: QuerySpec, viewport: Viewport) => Promise<void>;
  /** The list is no longer on the screen. */
  hide: (spec: QuerySpec) => void;
  /** Fetches what the reading pane needs of a letter; `conversation`: of all letters it belongs with. */
  openEmail: (id: JmapId, conversation: boolean) => Promise<void>;
  /** Applies an edit at once and sends it as soon as the line allows. */
  edit: (edit: Edit) => void;
  /** Brings folders, letters and shown lists to the server's state, and sends waiting edits. */
  refresh: () => Promise<void>;
  close: () => void;
};

export type SyncWatch = {
  /** Edits that the server refused for good. */
  onRefused: (error: unknown, count: number) => void;
  /** The letters that can be read without a line. */
  kept: () => Promise<readonly OpenedEmail[]>;
};

/** `cache` must have its folders already; see `loadAccount`. */
export function startSync(client: JmapClient, cache: MailCache, outbox: Outbox, watch: SyncWatch): Sync {
  const shown = new Map<string, { spec: QuerySpec; viewport: Viewport }>();
  const loading = new Map<string, Promise<void>>();
  const snippets = new Map<JmapId, SearchSnippet>();
  let turn: Promise<void> | undefined;
  let again = false;
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const setEdits = (edits: readonly Edit[]) => {
    const change = edits.length - cache.edits.length;
    cache.edits = edits;
    outbox.save(edits);
    lineStore.set((now) => ({ ...now, pending: Math.max(0, now.pending + change) }));
    cache.changed();
  };

  const loadPage = async (spec: QuerySpec, position: number, limit: number) => {
    const batch = newBatch();
    const settle = addPage(batch, cache, spec, { position, limit });
    settle(await client.run(batch), snippets);
    forgetWindows();
    cache.changed();
  };

  const forgetWindows = () => {
    for (const key of cache.windows.keys()) {
      if (cache.windows.size <= KEPT_WINDOWS) return;
      if (!shown.has(key)) cache.windows.delete(key);
    }
  };

  /** One page at a time and place: scrolling asks often. */
  const loadOnce = (spec: QuerySpec, position: number, limit: number) => {
    const key = `${queryKey(spec)} ${position}`;
    const running = loading.get(key);
    if (running !== undefined) return running;
    const page = loadPage(spec, position, limit).finally(() => loading.delete(key));
    loading.set(key, page);
    return page;
  };

  const showRows = async (spec: QuerySpec, viewport: Viewport) => {
    const key = queryKey(spec);
    if (!shown.has(key) && spec.text) snippets.clear();
    shown.set(key, { spec, viewport });
    const window = cache.windows.get(key);
    const pages =
      !window || window.stale
        ? [{ position: 0, limit: PAGE_SIZE }]
        : missingPages(window.ids, viewport.first, viewport.last);
    // Nothing asked says nothing of the line.
    if (pages.length === 0) return;
    try {
      await guarded(Promise.all(pages.map((page) => loadOnce(spec, page.position, page.limit))));
    } catch (error) {
      if (cache.windows.has(key) || !lineFailed(error) || !(await showKept(spec))) throw error;
    }
  };

  /** Without a line: the list as far as this machine has its letters; false when it has none at all. */
  const showKept = async (spec: QuerySpec): Promise<boolean> => {
    const letters = await watch.kept();
    if (letters.length === 0) return false;
    putEmails(
      cache,
      letters.filter(({ id }) => !cache.emails.has(id)),
    );
    const known = letters.map(({ id }) => cache.emails.get(id)).filter((letter) => letter !== undefined);
    const ids = localRows(known, spec).map(({ id }) => id);
    const key = queryKey(spec);
    cache.windows.set(key, { key, spec, ids, queryState: "kept", canCalculateChanges: false, stale: true });
    cache.changed();
    return true;
  };

  const guarded = async (work: Promise<unknown>) => {
    try {
      await work;
      lineWorks();
    } catch (error) {
      lineFailed(error);
      throw error;
    }
  };

  const runTurn = async () => {
    const sent = cache.edits;
    const batch = newBatch();
    const calls = addTurn(batch, client.session, cache, sent, [...shown.values()]);
    try {
      const outcome = settleTurn(cache, calls, await client.run(batch));
      setEdits(cache.edits.filter((edit) => !sent.includes(edit)));
      attempt = 0;
      lineWorks();
      for (const { error, count } of outcome.refused) watch.onRefused(error, count);
      if (outcome.again) again = true;
    } catch (error) {
      lineFailed(error);
      if (!isPassing(error) && sent.length > 0) {
        setEdits(cache.edits.filter((edit) => !sent.includes(edit)));
        watch.onRefused(error, sent.length);
      } else later();
    }
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), backoffMs(attempt++));
  };

  const refresh = (): Promise<void> => {
    clearTimeout(timer);
    if (turn !== undefined) {
      again = true;
      return turn;
    }
    turn = (async () => {
      do {
        again = false;
        await runTurn();
      } while (again);
      turn = undefined;
    })();
    return turn;
  };

  const openEmail = async (id: JmapId, conversation: boolean) => {
    const batch = newBatch();
    const properties = [...LIST_PROPERTIES, ...READ_PROPERTIES, AUTHENTICATION];
    const call = batch.add("Email/get", { accountId: cache.accountId, ids: [id], properties });
    const threads = conversation ? addThreads(batch, cache, call, properties) : undefined;
    try {
      await guarded(
        client.run(batch).then((replies) => {
          const { list, notFound } = replies.of(call);
          if (notFound.includes(id)) cache.emails.delete(id);
          putEmails(cache, list);
          if (threads) settleThreads(cache, threads, replies);
          cache.changed();
        }),
      );
    } catch (error) {
      const kept = lineFailed(error) ? (await watch.kept()).filter((letter) => isOfThread(id, letter)) : [];
      if (kept.length === 0) throw error;
      // Where a letter lies and whether it was read, the cache knows better.
      putEmails(
        cache,
        kept.map((letter) => ({ ...letter, ...cache.emails.get(letter.id) })),
      );
      cache.changed();
    }
  };

  const isOfThread = (id: JmapId, letter: OpenedEmail) =>
    letter.id === id || letter.threadId === cache.emails.get(id)?.threadId;

  const waiting = outbox.load();
  if (waiting.length > 0) {
    setEdits([...cache.edits, ...waiting]);
    void refresh();
  }

  return {
    cache,
    snippets,
    showRows,
    hide: (spec) => void shown.delete(queryKey(spec)),
    openEmail,
    edit(edit) {
      setEdits([...cache.edits, edit]);
      void refresh();
    },
    refresh,
    close: () => clearTimeout(timer),
  };
}
