import { moveMessages } from "../../core/mailbox/move-messages.ts";
import { command, type Ending, type Session, selectedOf, type Writer } from "../command.ts";
import { findTarget } from "../mailboxes.ts";
import { ImapNo } from "../replies.ts";
import { type Numbering, targetsOf } from "../targets.ts";
import type { SequenceSet } from "../wire/sequence-set.ts";
import { copyUid, parseSetAndName } from "./copy.ts";
import { requireWritable } from "./expunge.ts";

// RFC 9051 §6.4.8, RFC 6851 §3.1
export const move = command({
  name: "MOVE",
  states: ["selected"],
  parse: parseSetAndName,
  run: (s, args, out) => run(s, { ...args, by: "seq" }, out),
});

// RFC 6851 §3.2
export const uidMove = command({
  name: "UID MOVE",
  states: ["selected"],
  parse: parseSetAndName,
  run: (s, args, out) => run(s, { ...args, by: "uid" }, out),
});

/** COPYUID goes before the EXPUNGE responses, which follow with all else that is new. RFC 6851 §4.3 */
async function run(
  s: Session,
  q: { set: SequenceSet; name: string; by: Numbering },
  out: Writer,
): Promise<Ending | undefined> {
  const selected = selectedOf(s);
  requireWritable(selected);
  const uids = targetsOf(selected, q.set, q.by);
  const target = await findTarget(s, q.name);
  if (uids.length === 0) return { text: "No messages to move" };
  // Clients copy and expunge instead, each with its own right. RFC 6851 §3.3
  if (target.account_id !== selected.accountId) throw new ImapNo("CANNOT", "Mail of an agency is copied, not moved");
  const from = { accountId: selected.accountId, from: selected.mailboxId };
  const placed = await moveMessages(s.app, { ...from, uids, to: target.mailbox_id });
  if (placed.fromUids.length > 0) out.untagged(`OK [${copyUid(placed)}] Moved`);
  // RFC 7162 §3.2: MOVE expunges, so the client learns how far it is
  return s.enabled.qresync && placed.fromUids.length > 0 ? { code: `HIGHESTMODSEQ ${placed.modseq}` } : undefined;
}
