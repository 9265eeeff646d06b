import { mailboxDelta, vanishedSince } from "../core/mailbox/open-mailbox.ts";
import type { Selected, Session, Writer } from "./command.ts";
import { changedItems } from "./sync.ts";
import { indexOf } from "./view.ts";
import { formatSet, parseSequenceSet, ranges, type SequenceSet } from "./wire/sequence-set.ts";
import { ImapSyntaxError } from "./wire/syntax-error.ts";
import type { Tokens } from "./wire/tokens.ts";

/** What a client knows of a mailbox it had open before. RFC 7162 §3.2.5 */
export type Resync = {
  uidValidity: number;
  modseq: number;
  known: Exclude<SequenceSet, "$"> | null;
  match: { seqs: Exclude<SequenceSet, "$">; uids: Exclude<SequenceSet, "$"> } | null;
};

/** Reads the list after QRESYNC. */
export function parseResync(t: Tokens): Resync {
  t.expect("(");
  const uidValidity = t.number();
  t.sp();
  const modseq = t.number(Number.POSITIVE_INFINITY);
  let known: Resync["known"] = null;
  let match: Resync["match"] = null;
  if (t.skip(" ") && !t.next("(")) {
    known = plainSet(t);
    if (t.skip(" ")) match = parseMatch(t);
  } else if (t.next("(")) match = parseMatch(t);
  t.expect(")");
  return { uidValidity, modseq, known, match };
}

function parseMatch(t: Tokens): NonNullable<Resync["match"]> {
  t.expect("(");
  const seqs = plainSet(t);
  t.sp();
  const uids = plainSet(t);
  t.expect(")");
  return { seqs, uids };
}

/** RFC 7162 §7: no `*`, no `$`. */
function plainSet(t: Tokens): Exclude<SequenceSet, "$"> {
  const set = parseSequenceSet(t);
  if (set === "$" || set.some(([a, b]) => !Number.isFinite(a) || !Number.isFinite(b)))
    throw new ImapSyntaxError("Expected numbers");
  return set;
}

/** Tells what went and what changed since the client last looked. RFC 7162 §3.2.5.1 */
export async function resync(s: Session, selected: Selected, q: Resync, out: Writer): Promise<void> {
  if (q.uidValidity !== selected.uidValidity) return;
  // What the mailbox held is told with tombstones that are kept for good, so the match data (§3.2.5.2) can narrow nothing.
  await tellSince(s, selected, { modseq: q.modseq, uids: q.known }, out);
}

/** VANISHED (EARLIER), then a FETCH for each changed message; of the UIDs named, or of all. RFC 7162 §3.2.6, §3.2.10.1 */
async function tellSince(
  s: Session,
  selected: Selected,
  q: { modseq: number; uids: Resync["known"] },
  out: Writer,
): Promise<void> {
  const asked = q.uids && ranges(q.uids, 0);
  const gone = await vanished(s, selected, q.modseq);
  tellVanished(
    gone.filter((uid) => within(asked, uid)),
    out,
  );
  for await (const part of mailboxDelta(s.app.db, selected, q.modseq))
    for (const m of part.changed) {
      const at = indexOf(selected.view, m.uid);
      if (at < 0 || !within(asked, m.uid)) continue;
      out.untagged(`${at + 1} FETCH (${changedItems(s, m)})`);
      if (out.full()) await out.room();
    }
}

/** UIDs that went since; those the session itself has not been told of come later, as EXPUNGE or VANISHED. */
export async function vanished(s: Session, selected: Selected, modseq: number): Promise<number[]> {
  const uids = await s.app.db.read((r) => vanishedSince(r, selected, modseq));
  return uids.filter((uid) => indexOf(selected.view, uid) < 0);
}

/** VANISHED (EARLIER) with ascending UIDs, if there are any. */
export function tellVanished(uids: readonly number[], out: Writer): void {
  if (uids.length > 0) out.untagged(`VANISHED (EARLIER) ${formatSet(uids)}`);
}

/** Whether a number is in ascending ranges; null is all numbers. */
export function within(set: readonly (readonly [number, number])[] | null, n: number): boolean {
  if (set === null) return true;
  let low = 0;
  let high = set.length;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if ((set[mid] as readonly [number, number])[1] < n) low = mid + 1;
    else high = mid;
  }
  return low < set.length && (set[low] as readonly [number, number])[0] <= n;
}
