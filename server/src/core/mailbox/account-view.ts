import type { AccountId, EmailId, MailboxId, ThreadId } from "@congthu/shared/ids";
import type { ListedRow } from "../../store/email-lists.ts";
import { FLAG } from "../../store/messages.ts";
import type { SortKeys } from "./sort-keys.ts";

/** One Email as lists need it. Never changed in place: a change is another object. */
export type ListedEmail = {
  readonly emailId: EmailId;
  readonly threadId: ThreadId;
  readonly receivedAt: number;
  readonly sizeBytes: number;
  readonly flags: number;
  readonly keywords: string;
  readonly hasAttachment: boolean;
  readonly mailboxIds: readonly MailboxId[];
};

export type ThreadCounts = { total: number; unread: number };

/** The Emails of one account in memory, as of `modseq`: for sorting, filtering and counting without reading 100,000 rows each time. */
export type AccountView = {
  readonly accountId: AccountId;
  modseq: number;
  readonly emails: Map<EmailId, ListedEmail>;
  readonly threads: Map<ThreadId, ListedEmail[]>;
  /** Newest first; put in order when it is asked for. */
  order: ListedEmail[];
  readonly counts: Map<MailboxId, ThreadCounts>;
  /** Query results at `modseq` by whatever key their owner uses. */
  readonly results: Map<string, readonly ListedEmail[]>;
  /** Read when they are first asked for (sort-keys). */
  readonly sortKeys: Map<EmailId, SortKeys>;
};

/** An empty view. */
export function newAccountView(accountId: AccountId): AccountView {
  return {
    accountId,
    modseq: 0,
    emails: new Map(),
    threads: new Map(),
    order: [],
    counts: new Map(),
    results: new Map(),
    sortKeys: new Map(),
  };
}

/** Puts the placements of Emails in place of what was known of them; Emails without any shown placement go. */
export function replaceEmails(view: AccountView, emailIds: Iterable<EmailId>, rows: readonly ListedRow[]): void {
  const now = new Map<EmailId, ListedEmail>();
  for (const row of rows) addPlacement(now, row);
  const changed = new Set<EmailId>();
  for (const emailId of new Set(emailIds)) {
    const before = view.emails.get(emailId);
    const after = now.get(emailId);
    if (!before && !after) continue;
    changed.add(emailId);
    const threadId = (after ?? before)?.threadId as ThreadId;
    countThread(view, threadId, -1);
    if (after) view.emails.set(emailId, after);
    else view.emails.delete(emailId);
    const members = (view.threads.get(threadId) ?? []).filter((e) => e.emailId !== emailId);
    if (after) members.push(after);
    if (members.length > 0) view.threads.set(threadId, members);
    else view.threads.delete(threadId);
    countThread(view, threadId, 1);
  }
  if (changed.size === 0) return;
  reorder(
    view,
    changed,
    [...changed].map((id) => now.get(id)).filter((e) => e !== undefined),
  );
  view.results.clear();
}

/** Adds a page of rows to a view that is being built; `finishView` puts it in order. */
export function addRows(view: AccountView, rows: readonly ListedRow[]): void {
  for (const row of rows) addPlacement(view.emails, row);
}

/** Orders and counts a view whose rows are all there. */
export function finishView(view: AccountView): void {
  view.order = [...view.emails.values()].sort(newestFirst);
  for (const e of view.order) {
    const members = view.threads.get(e.threadId);
    if (members) members.push(e);
    else view.threads.set(e.threadId, [e]);
  }
  for (const threadId of view.threads.keys()) countThread(view, threadId, 1);
}

/** By receivedAt, the latest first; by id where the time is the same. */
export function newestFirst(a: ListedEmail, b: ListedEmail): number {
  return b.receivedAt - a.receivedAt || (a.emailId < b.emailId ? 1 : a.emailId > b.emailId ? -1 : 0);
}

// Nearly all Emails are in one mailbox: one list of one id serves them all.
const single = new Map<MailboxId, readonly MailboxId[]>();

function addPlacement(emails: Map<EmailId, ListedEmail>, row: ListedRow): void {
  // RFC 8621 §4.1.1: what IMAP marked \Deleted is not visible.
  if ((row.flags & FLAG.deleted) !== 0) return;
  const known = emails.get(row.email_id);
  let mailboxIds = single.get(row.mailbox_id);
  if (!mailboxIds) {
    if (single.size > 100_000) single.clear();
    mailboxIds = [row.mailbox_id];
    single.set(row.mailbox_id, mailboxIds);
  }
  emails.set(row.email_id, {
    emailId: row.email_id,
    threadId: row.thread_id,
    receivedAt: row.received_at,
    sizeBytes: row.size_bytes,
    flags: row.flags,
    keywords: row.keywords,
    hasAttachment: row.has_attachment === 1,
    mailboxIds: known ? [...known.mailboxIds, row.mailbox_id] : mailboxIds,
  });
}

/** Adds what a thread weighs in each mailbox it is in, or takes it away. RFC 8621 §2: the simplest way to count unread threads. */
function countThread(view: AccountView, threadId: ThreadId, sign: 1 | -1): void {
  const seenIn = new Map<MailboxId, boolean>();
  for (const e of view.threads.get(threadId) ?? []) {
    const unread = (e.flags & (FLAG.seen | FLAG.draft)) === 0;
    for (const id of e.mailboxIds) seenIn.set(id, (seenIn.get(id) ?? false) || unread);
  }
  for (const [mailboxId, unread] of seenIn) {
    const counts = view.counts.get(mailboxId) ?? { total: 0, unread: 0 };
    counts.total += sign;
    if (unread) counts.unread += sign;
    view.counts.set(mailboxId, counts);
  }
}

function reorder(view: AccountView, gone: ReadonlySet<EmailId>, added: readonly ListedEmail[]): void {
  if (gone.size > 200) {
    view.order = [...view.emails.values()].sort(newestFirst);
    return;
  }
  const rest = view.order.filter((e) => !gone.has(e.emailId));
  for (const e of added) rest.splice(placeOf(rest, e), 0, e);
  view.order = rest;
}

function placeOf(order: readonly ListedEmail[], e: ListedEmail): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (newestFirst(order[mid] as ListedEmail, e) < 0) low = mid + 1;
    else high = mid;
  }
  return low;
}
