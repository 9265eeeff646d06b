import type { JmapId, JmapSession } from "@congthu/shared/jmap/core";
import type { Mailbox } from "@congthu/shared/jmap/mail";
import type { Identity } from "@congthu/shared/jmap/submission";
import { type CachedEmail, LIST_PROPERTIES, type MailCache, newMailCache } from "./cache.ts";
import type { RecordKind } from "./jmap-methods.ts";
import type { LocalDb } from "./local-db.ts";
import type { QueryWindow } from "./query-window.ts";

type KeptWindow = Omit<QueryWindow, "ids" | "stale"> & { head: readonly (JmapId | undefined)[]; total: number };
type KeptCache = {
  accountId: JmapId;
  mailboxState: string | undefined;
  emailState: string | undefined;
  mailboxes: Mailbox[];
  identities: readonly Identity[];
  emails: CachedEmail[];
  threads: [JmapId, readonly JmapId[]][];
  records: [RecordKind, readonly { id: JmapId }[]][];
  windows: KeptWindow[];
};

/** What the page opened with last: with it the inbox stands before the server has said a word, and without a line. */
export type StartCopy = { shape: string; session: JmapSession; caches: KeptCache[] };

const KEY = "mail";
/** A copy that another release wrote in another shape is of no use. */
const SHAPE = `2 ${LIST_PROPERTIES.join()}`;
/** Rows kept of each list. */
const ROWS = 100;
/** Changes come in bursts; the copy follows when they are over. Milliseconds. */
const PAUSE_MS = 3_000;

export async function loadStartCopy(db: LocalDb): Promise<StartCopy | undefined> {
  const copy = await db.get<StartCopy>("start", KEY).catch(() => undefined);
  return copy?.shape === SHAPE ? copy : undefined;
}

/** The next visit begins with what the server says. */
export async function forgetStart(db: LocalDb): Promise<void> {
  await db.remove("start", [KEY]);
}

/** What is worth keeping of a cache: folders, and the top of the lists with their letters. The person's edits are kept elsewhere. */
export function keptCache(cache: MailCache): KeptCache {
  const { accountId, mailboxState, emailState, identities } = cache;
  const windows = [...cache.windows.values()].filter((w) => !w.stale && !w.spec.text).slice(-3);
  const rows = new Set(windows.flatMap((w) => w.ids.slice(0, ROWS)));
  const shown = [...rows].flatMap((id) => (id === undefined ? [] : (cache.emails.get(id) ?? [])));
  const threads = shown.flatMap(({ threadId }): [JmapId, readonly JmapId[]][] => {
    const members = cache.threads.get(threadId);
    return members ? [[threadId, members]] : [];
  });
  const members = threads.flatMap(([, ids]) => ids).flatMap((id) => cache.emails.get(id) ?? []);
  return {
    accountId,
    mailboxState,
    emailState,
    mailboxes: [...cache.mailboxes.values()],
    identities,
    emails: [...new Set([...shown, ...members])],
    threads,
    records: [...cache.records],
    windows: windows.map(({ ids, stale: _, ...window }) => ({
      ...window,
      head: ids.slice(0, ROWS),
      total: ids.length,
    })),
  };
}

/** A cache as it was kept. */
export function cacheOfCopy(kept: KeptCache): MailCache {
  const cache = newMailCache(kept.accountId);
  cache.mailboxState = kept.mailboxState;
  cache.emailState = kept.emailState;
  cache.mailboxes = new Map(kept.mailboxes.map((mailbox) => [mailbox.id, mailbox]));
  cache.identities = kept.identities;
  for (const email of kept.emails) cache.emails.set(email.id, email);
  cache.records = new Map(kept.records);
  for (const [id, members] of kept.threads) cache.threads.set(id, members);
  for (const { head, total, ...window } of kept.windows) {
    const ids = [...head, ...new Array<undefined>(Math.max(0, total - head.length)).fill(undefined)];
    cache.windows.set(window.key, { ...window, ids, stale: false });
  }
  return cache;
}

/** Keeps the copy in step with the caches until the returned function is called. */
export function followStart(db: LocalDb, session: JmapSession, caches: readonly MailCache[]): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = () => {
    timer = undefined;
    if (caches.every((cache) => cache.mailboxState === undefined)) return;
    void db
      .put("start", KEY, { session, caches: caches.map(keptCache), shape: SHAPE } satisfies StartCopy)
      .catch(() => {});
  };
  const soon = () => {
    timer ??= setTimeout(save, PAUSE_MS);
  };
  const ends = caches.map((cache) => cache.subscribe(soon));
  soon();
  return () => {
    clearTimeout(timer);
    for (const end of ends) end();
  };
}
