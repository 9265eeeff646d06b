import { mailboxDelta } from "../core/mailbox/open-mailbox.ts";
import type { Selected, Session, Writer } from "./command.ts";
import { noteArrivals } from "./pace.ts";
import { applyDelta, type Changed, takeGone } from "./view.ts";
import { formatFlags } from "./wire/flags.ts";
import { formatSet } from "./wire/sequence-set.ts";

/**
 * Tells the client what happened in its mailbox since it was last told: new messages and flags always, what went only when the
 * numbers of messages may change now. RFC 9051 §5.2, §7.5.1
 */
export async function tellChanges(s: Session, out: Writer, mayExpunge: boolean): Promise<void> {
  const { selected } = s;
  if (!selected) return;
  const told = s.stale ? await tellDelta(s, selected, out) : 0;
  if (selected.view.gone.size === 0) return;
  if (mayExpunge) tellGone(s, selected, out);
  // What went is held back: the client must not believe it is up to date. RFC 7162 §3.2, §6
  else if (s.enabled.qresync && told > 0)
    out.untagged(`OK [HIGHESTMODSEQ ${selected.view.toldModseq}] Expunges are held back`);
}

/** Gives how many FETCH responses it told. */
async function tellDelta(s: Session, selected: Selected, out: Writer): Promise<number> {
  s.stale = false;
  const { view } = selected;
  const known = view.count;
  let told = 0;
  let exists: number | null = null;
  for await (const part of mailboxDelta(s.app.db, selected, view.modseq)) {
    const notices = applyDelta(view, part, s.enabled.condstore);
    exists = notices.exists ?? exists;
    for (const m of notices.fetch) {
      out.untagged(`${m.seq} FETCH (${changedItems(s, m)})`);
      if (out.full()) await out.room();
    }
    told += notices.fetch.length;
  }
  if (exists !== null) {
    noteArrivals(selected.pace, view.uids[known] ?? 0, s.app.clock.now());
    tellExists(s, exists, out);
  }
  return told;
}

/** EXISTS; IMAP4rev1 wants RECENT beside it, and nothing of ours is ever recent. RFC 3501 §7.3.2 */
export function tellExists(s: Session, exists: number, out: Writer): void {
  out.untagged(`${exists} EXISTS`);
  if (!s.enabled.rev2) out.untagged("0 RECENT");
}

/** What an unsolicited FETCH holds: always the UID (RFC 9051 §7.5.2), the modseq for those who asked (RFC 7162 §3.2.4). */
export function changedItems(s: Session, m: Changed): string {
  const modseq = s.enabled.condstore ? ` MODSEQ (${m.modseq})` : "";
  return `UID ${m.uid} FLAGS (${formatFlags(m.flags, m.keywords)})${modseq}`;
}

function tellGone(s: Session, selected: Selected, out: Writer): void {
  const { seqs, uids } = takeGone(selected.view);
  const gone = new Set(uids);
  selected.saved = selected.saved.filter((uid) => !gone.has(uid));
  if (s.enabled.qresync) {
    // RFC 7162 §3.2.10.2
    out.untagged(`VANISHED ${formatSet(uids)}`);
    return;
  }
  for (const seq of seqs) out.untagged(`${seq} EXPUNGE`);
}
