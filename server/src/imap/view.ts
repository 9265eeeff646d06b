import { ranges, type SequenceSet, STAR } from "./wire/sequence-set.ts";
import { ImapSyntaxError } from "./wire/syntax-error.ts";

/** What a session was told about one message. */
export type Known = { uid: number; flags: number; keywords: string };
/** A placement as it is now. */
export type Changed = Known & { modseq: number };
/** Everything that happened in the mailbox since the view's modseq: rows by UID, and UIDs that went. */
export type Delta = { changed: readonly Changed[]; vanished: readonly number[]; highestModseq: number };

/**
 * The selected mailbox as this session knows it: message n is `uids[n - 1]`. What another session does changes it only
 * when the client is told. RFC 9051 §2.3.1.2, §5.2
 */
export type View = {
  uids: Uint32Array;
  flags: Uint16Array;
  count: number;
  /** Keywords of those that have any, by UID. */
  keywords: Map<number, string>;
  /** Gone from the mailbox, not yet told: they keep their numbers until then. RFC 9051 §7.5.1 */
  gone: Set<number>;
  /** Changes up to here are in the view. */
  modseq: number;
  /** Changes up to here were told, the going of messages too. RFC 7162 §3.2 */
  toldModseq: number;
  /** Modseqs of this session's own changes, which the command that made them told. */
  own: Set<number>;
};

/** A view of messages in order of UID. */
export function createView(messages: readonly Known[], modseq: number): View {
  const view: View = {
    uids: new Uint32Array(messages.length),
    flags: new Uint16Array(messages.length),
    count: 0,
    keywords: new Map(),
    gone: new Set(),
    modseq,
    toldModseq: modseq,
    own: new Set(),
  };
  append(view, messages);
  return view;
}

/** The same view for another session, which goes its own way from here. */
export function copyView(view: View): View {
  return {
    ...view,
    uids: view.uids.slice(0, view.count),
    flags: view.flags.slice(0, view.count),
    keywords: new Map(view.keywords),
    gone: new Set(view.gone),
    own: new Set(view.own),
  };
}

/** Index of a UID in the view, or -1. O(log n) */
export function indexOf(view: View, uid: number): number {
  const at = lowerBound(view, uid);
  return at < view.count && view.uids[at] === uid ? at : -1;
}

/** Index of the first message whose UID is not below `uid`. */
export function lowerBound(view: View, uid: number): number {
  let low = 0;
  let high = view.count;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if ((view.uids[mid] as number) < uid) low = mid + 1;
    else high = mid;
  }
  return low;
}

/** What the client is to be told now. */
export type Notices = {
  /** The new number of messages, when there are more. */
  exists: number | null;
  /** Messages whose flags (or, for those who want it, modseq) changed. */
  fetch: readonly (Changed & { seq: number })[];
};

/**
 * Takes in what happened. New messages and flags are to be told at once; what went is kept in `gone`. With `condstore` a
 * message also counts as changed when only its modseq did. RFC 9051 §5.2, RFC 7162 §3.2.4
 */
export function applyDelta(view: View, delta: Delta, condstore: boolean): Notices {
  const vanished = new Set(delta.vanished);
  const last = view.count === 0 ? 0 : (view.uids[view.count - 1] as number);
  const fetch: (Changed & { seq: number })[] = [];
  const arrived: Known[] = [];
  for (const m of delta.changed) {
    if (vanished.has(m.uid)) continue;
    if (m.uid > last) {
      arrived.push(m);
      continue;
    }
    const at = indexOf(view, m.uid);
    if (at < 0 || view.gone.has(m.uid)) continue;
    const differs = view.flags[at] !== m.flags || keywordsOf(view, m.uid) !== m.keywords;
    if (!differs && !(condstore && !view.own.has(m.modseq) && m.modseq > view.modseq)) continue;
    learn(view, m);
    fetch.push({ ...m, seq: at + 1 });
  }
  for (const uid of vanished) if (indexOf(view, uid) >= 0) view.gone.add(uid);
  append(view, arrived);
  view.modseq = Math.max(view.modseq, delta.highestModseq);
  for (const modseq of view.own) if (modseq <= view.modseq) view.own.delete(modseq);
  if (view.gone.size === 0) view.toldModseq = view.modseq;
  return { exists: arrived.length > 0 ? view.count : null, fetch };
}

/** Notes flags the client knows of by another way: it was told, or it asked for them silently. */
export function learn(view: View, m: Known): void {
  const at = indexOf(view, m.uid);
  if (at < 0) return;
  view.flags[at] = m.flags;
  if (m.keywords === "") view.keywords.delete(m.uid);
  else view.keywords.set(m.uid, m.keywords);
}

/** Keywords of a message as the client knows them. */
export function keywordsOf(view: View, uid: number): string {
  return view.keywords.size === 0 ? "" : (view.keywords.get(uid) ?? "");
}

/** Takes what is gone out of the view; the numbers to tell, highest first so that each is right when it is read, and the UIDs. */
export function takeGone(view: View): { seqs: number[]; uids: number[] } {
  const uids = [...view.gone].sort((a, b) => a - b);
  const seqs = uids.map((uid) => indexOf(view, uid) + 1).reverse();
  let to = uids.length > 0 ? (seqs[seqs.length - 1] as number) - 1 : view.count;
  for (let from = to; from < view.count; from++) {
    const uid = view.uids[from] as number;
    if (view.gone.has(uid)) {
      view.keywords.delete(uid);
      continue;
    }
    view.uids[to] = uid;
    view.flags[to++] = view.flags[from] as number;
  }
  view.count = to;
  view.gone.clear();
  view.toldModseq = view.modseq;
  return { seqs, uids };
}

/** Stretches [from, to) of indexes, ascending, none touching another. */
export type Spans = readonly (readonly [number, number])[];

/** The messages a set of numbers names. Throws ImapSyntaxError for a number above the last (RFC 9051 §9, seq-number). */
export function spansOfSeqs(view: View, set: SequenceSet, saved: readonly number[]): Spans {
  if (set === "$") return spansOfSaved(view, saved);
  const beyond = set.some(([a, b]) => [a, b].some((n) => (n === STAR ? view.count === 0 : n > view.count)));
  if (beyond) throw new ImapSyntaxError("No such message number");
  return ranges(set, view.count).map(([a, b]) => [a - 1, b]);
}

/** The messages a set of UIDs names; those that do not exist are passed over. RFC 9051 §6.4.9 */
export function spansOfUids(view: View, set: SequenceSet, saved: readonly number[]): Spans {
  if (set === "$") return spansOfSaved(view, saved);
  const largest = view.count === 0 ? 0 : (view.uids[view.count - 1] as number);
  return ranges(set, largest)
    .map(([a, b]) => [lowerBound(view, a), lowerBound(view, b + 1)] as const)
    .filter(([from, to]) => from < to);
}

function spansOfSaved(view: View, saved: readonly number[]): Spans {
  const spans: [number, number][] = [];
  for (const uid of saved) {
    const at = indexOf(view, uid);
    if (at < 0) continue;
    const last = spans[spans.length - 1];
    if (last && last[1] === at) last[1]++;
    else spans.push([at, at + 1]);
  }
  return spans;
}

/** UIDs of the messages in spans, ascending; without those known to be gone. */
export function uidsIn(view: View, spans: Spans): number[] {
  const uids: number[] = [];
  for (const [from, to] of spans)
    for (let i = from; i < to; i++) {
      const uid = view.uids[i] as number;
      if (!view.gone.has(uid)) uids.push(uid);
    }
  return uids;
}

function append(view: View, messages: readonly Known[]): void {
  if (messages.length === 0) return;
  const needed = view.count + messages.length;
  if (needed > view.uids.length) {
    const capacity = Math.max(needed, Math.ceil(view.uids.length * 1.5));
    const uids = new Uint32Array(capacity);
    uids.set(view.uids.subarray(0, view.count));
    view.uids = uids;
    const flags = new Uint16Array(capacity);
    flags.set(view.flags.subarray(0, view.count));
    view.flags = flags;
  }
  for (const m of messages) {
    view.uids[view.count] = m.uid;
    view.flags[view.count++] = m.flags;
    if (m.keywords !== "") view.keywords.set(m.uid, m.keywords);
  }
}
