import { expunge as expungeMailbox } from "../../core/mailbox/expunge.ts";
import { command, type Ending, noArguments, type Session, selectedOf } from "../command.ts";
import { ImapNo } from "../replies.ts";
import { targetsOf } from "../targets.ts";
import { parseSequenceSet } from "../wire/sequence-set.ts";

// RFC 9051 §6.4.3, RFC 7162 §3.2.7
export const expunge = command({
  name: "EXPUNGE",
  states: ["selected"],
  parse: noArguments,
  run: (s) => remove(s),
});

// RFC 9051 §6.4.9, RFC 4315 §2.1, RFC 7162 §3.2.9
export const uidExpunge = command({
  name: "UID EXPUNGE",
  states: ["selected"],
  parse(t) {
    const set = parseSequenceSet(t);
    t.end();
    return set;
  },
  run: (s, set) => remove(s, new Set(targetsOf(selectedOf(s), set, "uid"))),
});

/** What went is told, with all else that is new, before the tagged line. */
async function remove(s: Session, uids?: ReadonlySet<number>): Promise<Ending | undefined> {
  const selected = selectedOf(s);
  requireWritable(selected);
  const key = { accountId: selected.accountId, mailboxId: selected.mailboxId };
  const gone = await expungeMailbox(s.app, uids ? { ...key, uids } : key);
  // RFC 7162 §3.2.7: with QRESYNC, and when something went
  return s.enabled.qresync && gone.uids.length > 0 ? { code: `HIGHESTMODSEQ ${gone.modseq}` } : undefined;
}

/** RFC 9051 §6.3.3: nothing changes in a mailbox opened by EXAMINE. */
export function requireWritable(selected: { readOnly: boolean }): void {
  if (selected.readOnly) throw new ImapNo("CANNOT", "Mailbox is open for reading only");
}
