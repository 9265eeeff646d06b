import type { JmapId } from "@congthu/shared/jmap/core";
import { type Email, KEYWORD, type Mailbox } from "@congthu/shared/jmap/mail";
import type { Identity } from "@congthu/shared/jmap/submission";
import { applyPatch, type Edit } from "./edits.ts";
import type { RecordKind } from "./jmap-methods.ts";
import type { QueryWindow } from "./query-window.ts";

/** What a list needs of a letter. */
export const LIST_PROPERTIES = [
  "id",
  "threadId",
  "mailboxIds",
  "keywords",
  "from",
  "to",
  "subject",
  "receivedAt",
  "preview",
  "hasAttachment",
  "size",
] as const satisfies (keyof Email)[];

/** What the reading pane needs besides. */
export const READ_PROPERTIES = [
  "blobId",
  "cc",
  "bcc",
  "replyTo",
  "sender",
  "sentAt",
  "messageId",
  "inReplyTo",
  "references",
  "attachments",
] as const satisfies (keyof Email)[];

/** What our server found out about a letter's way; the first is its own, since it takes away what poses as such (RFC 8601 §5). */
export const AUTHENTICATION = "header:Authentication-Results:asText:all" as const satisfies keyof Email;

export type ListedEmail = Pick<Email, (typeof LIST_PROPERTIES)[number]>;
export type OpenedEmail = ListedEmail &
  Pick<Email, (typeof READ_PROPERTIES)[number]> &
  Partial<Pick<Email, typeof AUTHENTICATION>>;
/** A letter as far as it was fetched. */
export type CachedEmail = ListedEmail & Partial<OpenedEmail>;

/** The records of one account: what the server said, and over it what the person did since. */
export type MailCache = {
  readonly accountId: JmapId;
  /** State strings of `/get` replies; undefined before the first. */
  mailboxState: string | undefined;
  emailState: string | undefined;
  mailboxes: ReadonlyMap<JmapId, Mailbox>;
  identities: readonly Identity[];
  emails: Map<JmapId, CachedEmail>;
  /** Conversations that were asked for: the letters of each, oldest first. */
  threads: Map<JmapId, readonly JmapId[]>;
  windows: Map<string, QueryWindow>;
  /** Small records by kind, those kinds that were read. */
  records: ReadonlyMap<RecordKind, readonly { id: JmapId }[]>;
  edits: readonly Edit[];
  subscribe: (listener: () => void) => () => void;
  /** Tells the screen that something changed. Views that did not change keep their identity. */
  changed: () => void;
  threadViews: Map<JmapId, readonly CachedEmail[]>;
  views: Map<JmapId, { base: CachedEmail; edits: readonly Edit[]; view: CachedEmail }>;
  mailboxViews: { source: unknown; edits: readonly Edit[]; list: readonly Mailbox[] } | undefined;
  visible: WeakMap<QueryWindow, { edits: readonly Edit[]; ids: QueryWindow["ids"] }>;
};

export function newMailCache(accountId: JmapId): MailCache {
  const listeners = new Set<() => void>();
  return {
    accountId,
    mailboxState: undefined,
    emailState: undefined,
    mailboxes: new Map(),
    identities: [],
    emails: new Map(),
    threads: new Map(),
    threadViews: new Map(),
    windows: new Map(),
    records: new Map(),
    edits: [],
    views: new Map(),
    mailboxViews: undefined,
    visible: new WeakMap(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changed() {
      for (const listener of [...listeners]) listener();
    },
  };
}

/** Adds letters, or more of their properties, as the server gave them. */
export function putEmails(cache: MailCache, list: readonly Partial<Email>[]): void {
  for (const email of list) {
    const id = email.id;
    if (!id) continue;
    const known = cache.emails.get(id);
    if (known || "subject" in email) cache.emails.set(id, { ...known, ...email } as CachedEmail);
  }
}

/** The letter with the person's edits on it; undefined when it is not known or about to be destroyed. */
export function viewEmail(cache: MailCache, id: JmapId): CachedEmail | undefined {
  const base = cache.emails.get(id);
  if (!base) return undefined;
  const memo = cache.views.get(id);
  if (memo && memo.base === base && memo.edits === cache.edits) return memo.view;
  let view = base;
  for (const edit of cache.edits) {
    const patch = edit.patches[id];
    if (patch) view = applyPatch(view, patch);
  }
  // A new list of edits that does not touch this letter must not make it look changed.
  if (memo && memo.base === base && samePlace(memo.view, view)) view = memo.view;
  cache.views.set(id, { base, edits: cache.edits, view });
  return view;
}

/** The letters of a conversation as far as they are known, oldest first; the same list while none of them changes. */
export function viewThread(cache: MailCache, threadId: JmapId): readonly CachedEmail[] {
  const destroyed = new Set(cache.edits.flatMap((edit) => edit.destroy));
  const letters = (cache.threads.get(threadId) ?? [])
    .filter((id) => !destroyed.has(id))
    .map((id) => viewEmail(cache, id))
    .filter((letter) => letter !== undefined);
  const before = cache.threadViews.get(threadId);
  if (before?.length === letters.length && before.every((letter, i) => letter === letters[i])) return before;
  cache.threadViews.set(threadId, letters);
  return letters;
}

/** The result ids of a window without the letters that edits moved out of its folder or destroyed. */
export function visibleIds(cache: MailCache, window: QueryWindow): QueryWindow["ids"] {
  if (cache.edits.length === 0) return window.ids;
  const memo = cache.visible.get(window);
  if (memo && memo.edits === cache.edits) return memo.ids;
  const gone = hiddenIds(cache, window);
  const ids = gone.size === 0 ? window.ids : window.ids.filter((id) => id === undefined || !gone.has(id));
  cache.visible.set(window, { edits: cache.edits, ids });
  return ids;
}

/** The folders with counts that already tell of the person's edits. */
export function viewMailboxes(cache: MailCache): readonly Mailbox[] {
  const memo = cache.mailboxViews;
  if (memo && memo.source === cache.mailboxes && memo.edits === cache.edits) return memo.list;
  const deltas = countDeltas(cache);
  const list = [...cache.mailboxes.values()].map((mailbox) => {
    const delta = deltas.get(mailbox.id);
    if (!delta) return mailbox;
    return {
      ...mailbox,
      totalEmails: Math.max(0, mailbox.totalEmails + delta.total),
      unreadEmails: Math.max(0, mailbox.unreadEmails + delta.unread),
    };
  });
  cache.mailboxViews = { source: cache.mailboxes, edits: cache.edits, list };
  return list;
}

function hiddenIds(cache: MailCache, { spec }: QueryWindow): Set<JmapId> {
  const gone = new Set<JmapId>();
  for (const edit of cache.edits) {
    for (const id of edit.destroy) gone.add(id);
    if (!spec.mailboxId) continue;
    for (const id of Object.keys(edit.patches)) {
      const there = viewEmail(cache, id)?.mailboxIds[spec.mailboxId];
      if (cache.emails.has(id) && !there) gone.add(id);
    }
  }
  return gone;
}

function countDeltas(cache: MailCache): Map<JmapId, { total: number; unread: number }> {
  const deltas = new Map<JmapId, { total: number; unread: number }>();
  const count = (letter: CachedEmail, sign: 1 | -1) => {
    for (const mailboxId of Object.keys(letter.mailboxIds)) {
      const delta = deltas.get(mailboxId) ?? { total: 0, unread: 0 };
      deltas.set(mailboxId, { total: delta.total + sign, unread: delta.unread + (isUnread(letter) ? sign : 0) });
    }
  };
  const destroyed = new Set(cache.edits.flatMap((edit) => edit.destroy));
  for (const id of new Set(cache.edits.flatMap((edit) => [...Object.keys(edit.patches), ...edit.destroy]))) {
    const base = cache.emails.get(id);
    const view = viewEmail(cache, id);
    if (!base || !view) continue;
    count(base, -1);
    if (!destroyed.has(id)) count(view, 1);
  }
  return deltas;
}

/** Neither read nor a draft, as Mailbox counts it (RFC 8621 §2). */
export function isUnread(letter: Pick<Email, "keywords">): boolean {
  return !letter.keywords[KEYWORD.seen] && !letter.keywords[KEYWORD.draft];
}

function samePlace(a: CachedEmail, b: CachedEmail): boolean {
  const same = (x: Record<string, true>, y: Record<string, true>) =>
    Object.keys(x).length === Object.keys(y).length && Object.keys(x).every((key) => y[key]);
  return same(a.keywords, b.keywords) && same(a.mailboxIds, b.mailboxIds);
}
