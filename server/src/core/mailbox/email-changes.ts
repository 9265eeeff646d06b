import type { AccountId, EmailId, ThreadId } from "@congthu/shared/ids";
import { modseqOf, tombstonesSince } from "../../store/changes.ts";
import type { Reader } from "../../store/db.ts";
import { type ListedRow, listedByEmail, listedChanged } from "../../store/email-lists.ts";
import { mailboxesOf } from "../../store/mailboxes.ts";
import { FLAG, messagesByThread } from "../../store/messages.ts";
import { MailError } from "../errors.ts";

/** Rows looked at in one answer when the client sets no limit. */
const MOST_ROWS = 20_000;

/**
 * Where a client stands: at `modseq`, having had everything up to `origin` when it began to catch up. Both are the same but
 * between two pages of changes: what is new is told as new although the client came halfway.
 */
export type SyncPoint = { modseq: number; origin: number };

export type IdChanges = {
  created: string[];
  updated: string[];
  destroyed: string[];
  at: SyncPoint;
  hasMore: boolean;
};

/** The modseq of an account: the state of all its data types. */
export function accountState(r: Reader, accountId: AccountId): Promise<number> {
  return modseqOf(r, accountId);
}

/**
 * Which Emails came, changed and went after a point; exact, from modseqs and tombstones. RFC 8620 §5.2
 * At most `max` ids; throws state.mismatch for a point that never was, or when one single change is larger than `max`.
 */
export async function emailChanges(
  r: Reader,
  accountId: AccountId,
  q: { since: SyncPoint; max: number | null },
): Promise<IdChanges> {
  const page = await changedPage(r, accountId, q);
  const origin = q.since.origin;
  const alive = groupByEmail(await listedByEmail(r, accountId, [...page.emails.keys()]));
  const out: IdChanges = { created: [], updated: [], destroyed: [], at: page.at, hasMore: page.hasMore };
  for (const emailId of page.emails.keys()) {
    const rows = alive.get(emailId) ?? [];
    const known = rows.some((m) => m.created_modseq <= origin) || (page.emails.get(emailId)?.knownBefore ?? false);
    if (rows.some((m) => (m.flags & FLAG.deleted) === 0)) (known ? out.updated : out.created).push(emailId);
    else if (known) out.destroyed.push(emailId);
  }
  return out;
}

/** The same for threads: a thread is updated when an Email joins or leaves it. RFC 8621 §3.2 */
export async function threadChanges(
  r: Reader,
  accountId: AccountId,
  q: { since: SyncPoint; max: number | null },
): Promise<IdChanges> {
  const page = await changedPage(r, accountId, q);
  const changed = groupByEmail(await listedByEmail(r, accountId, [...page.emails.keys()]));
  const threads = new Set<ThreadId>();
  for (const [emailId, touch] of page.emails) {
    const rows = changed.get(emailId) ?? [];
    const shown = rows.some((m) => (m.flags & FLAG.deleted) === 0);
    const known = rows.some((m) => m.created_modseq <= q.since.origin) || touch.knownBefore;
    const threadId = rows[0]?.thread_id ?? touch.threadId;
    if (threadId && (!shown || !known)) threads.add(threadId);
  }
  const members = await messagesByThread(r, accountId, [...threads]);
  const out: IdChanges = { created: [], updated: [], destroyed: [], at: page.at, hasMore: page.hasMore };
  for (const threadId of threads) {
    const rows = members.filter((m) => m.thread_id === threadId);
    const gone = [...page.emails.values()].some((touch) => touch.threadId === threadId && touch.knownBefore);
    const known = gone || rows.some((m) => m.created_modseq <= q.since.origin);
    if (rows.some((m) => (m.flags & FLAG.deleted) === 0)) (known ? out.updated : out.created).push(threadId);
    else if (known) out.destroyed.push(threadId);
  }
  return out;
}

/** Mailboxes that came, changed and went; `onlyCounts` when no name, place or role changed. RFC 8621 §2.2 */
export async function mailboxChanges(
  r: Reader,
  accountId: AccountId,
  q: { since: SyncPoint; max: number | null },
): Promise<IdChanges & { onlyCounts: boolean }> {
  const state = await checkedState(r, accountId, q.since);
  const since = q.since.modseq;
  const out = { created: [] as string[], updated: [] as string[], destroyed: [] as string[], onlyCounts: true };
  for (const m of await mailboxesOf(r, accountId)) {
    if (m.modseq <= since && m.counts_modseq <= since) continue;
    if (m.created_modseq > since) out.created.push(m.mailbox_id);
    else {
      out.updated.push(m.mailbox_id);
      if (m.modseq > since) out.onlyCounts = false;
    }
  }
  for (const t of await tombstonesSince(r, accountId, { kind: "mailbox", modseq: since })) {
    if (t.created_modseq <= since) out.destroyed.push(t.object_id);
  }
  const count = out.created.length + out.updated.length + out.destroyed.length;
  if (q.max !== null && count > q.max) throw new MailError("state.mismatch", "too many changes");
  return { ...out, at: { modseq: state, origin: state }, hasMore: false };
}

type Touch = { knownBefore: boolean; threadId: ThreadId | "" };
type Page = { emails: Map<EmailId, Touch>; at: SyncPoint; hasMore: boolean };

/** Ids of Emails with a change after the point, cut between two modseqs where there are too many. */
async function changedPage(
  r: Reader,
  accountId: AccountId,
  q: { since: SyncPoint; max: number | null },
): Promise<Page> {
  const state = await checkedState(r, accountId, q.since);
  const limit = Math.min(q.max ?? MOST_ROWS, MOST_ROWS);
  const rows = await listedChanged(r, accountId, { modseq: q.since.modseq, limit: limit + 1 });
  const buried = await tombstonesSince(r, accountId, { kind: "placement", modseq: q.since.modseq });
  const events = [...rows, ...buried].sort((a, b) => a.modseq - b.modseq);
  const full = rows.length > limit ? (rows.at(-1)?.modseq ?? 0) : Number.POSITIVE_INFINITY;
  const emails = new Map<EmailId, Touch>();
  let at = q.since.modseq;
  for (const [modseq, group] of groupRuns(events)) {
    const ids = group.map((e) => ("email_id" in e ? e.email_id : (e.object_id as EmailId)));
    const wouldBe = new Set([...emails.keys(), ...ids]).size;
    // A modseq whose rows may go on beyond the page is not told in part.
    if (modseq >= full || wouldBe > limit) break;
    for (const e of group) note(emails, e, q.since.origin);
    at = modseq;
  }
  if (at === q.since.modseq && events.length > 0) {
    // One transaction that touched more than fits: told whole when the client set no limit.
    if (q.max !== null) throw new MailError("state.mismatch", "too many changes");
    return wholeRest(r, accountId, q.since, state);
  }
  const hasMore = at < (events.at(-1)?.modseq ?? at) || full !== Number.POSITIVE_INFINITY;
  return hasMore
    ? { emails, at: { modseq: at, origin: q.since.origin }, hasMore }
    : { emails, at: { modseq: state, origin: state }, hasMore };
}

async function wholeRest(r: Reader, accountId: AccountId, since: SyncPoint, state: number): Promise<Page> {
  const emails = new Map<EmailId, Touch>();
  const rows = await listedChanged(r, accountId, { modseq: since.modseq, limit: Number.MAX_SAFE_INTEGER });
  const buried = await tombstonesSince(r, accountId, { kind: "placement", modseq: since.modseq });
  for (const e of [...rows, ...buried]) note(emails, e, since.origin);
  return { emails, at: { modseq: state, origin: state }, hasMore: false };
}

type Event = ListedRow | Awaited<ReturnType<typeof tombstonesSince>>[number];

function note(emails: Map<EmailId, Touch>, e: Event, origin: number): void {
  const emailId = "email_id" in e ? e.email_id : (e.object_id as EmailId);
  const before = emails.get(emailId);
  const buriedBefore = "object_id" in e && e.created_modseq <= origin;
  emails.set(emailId, {
    knownBefore: (before?.knownBefore ?? false) || buriedBefore,
    threadId: e.thread_id === "" ? (before?.threadId ?? "") : e.thread_id,
  });
}

async function checkedState(r: Reader, accountId: AccountId, since: SyncPoint): Promise<number> {
  const state = await modseqOf(r, accountId);
  if (since.modseq > state || since.origin > since.modseq) throw new MailError("state.mismatch", "unknown state");
  return state;
}

function groupByEmail(rows: readonly ListedRow[]): Map<EmailId, ListedRow[]> {
  const out = new Map<EmailId, ListedRow[]>();
  for (const row of rows) {
    const list = out.get(row.email_id);
    if (list) list.push(row);
    else out.set(row.email_id, [row]);
  }
  return out;
}

function* groupRuns<T extends { modseq: number }>(sorted: readonly T[]): Generator<[number, T[]]> {
  for (let i = 0; i < sorted.length; ) {
    const modseq = sorted[i]?.modseq ?? 0;
    const from = i;
    while (i < sorted.length && sorted[i]?.modseq === modseq) i++;
    yield [modseq, sorted.slice(from, i)];
  }
}
