import { combineFlags } from "../../core/mailbox/flags.ts";
import { setFlags } from "../../core/mailbox/set-flags.ts";
import { LIMITS } from "../../lib/limits.ts";
import { command, type Ending, type Session, selectedOf, type Writer } from "../command.ts";
import { ImapNo } from "../replies.ts";
import { changedItems } from "../sync.ts";
import { type Numbering, targetsOf } from "../targets.ts";
import { indexOf, keywordsOf, learn, type View } from "../view.ts";
import { type FlagSet, parseStoreFlags } from "../wire/flags.ts";
import { formatSet, parseSequenceSet, type SequenceSet } from "../wire/sequence-set.ts";
import { ImapSyntaxError } from "../wire/syntax-error.ts";
import type { Tokens } from "../wire/tokens.ts";
import { enableCondstore } from "./enable.ts";
import { requireWritable } from "./expunge.ts";

type Mode = "add" | "remove" | "replace";
type Args = { set: SequenceSet; unchangedSince: number | null; mode: Mode; silent: boolean; change: FlagSet };

const ITEM = /[+-]?FLAGS(?:\.SILENT)?/iy;

/** Reads the arguments of STORE after the first space. RFC 9051 §9, RFC 7162 §7 */
export function parseStore(t: Tokens): Args {
  const set = parseSequenceSet(t);
  t.sp();
  let unchangedSince: number | null = null;
  if (t.next("(")) {
    t.list(() => {
      if (!t.word("UNCHANGEDSINCE")) throw new ImapSyntaxError("Unknown STORE modifier");
      t.sp();
      unchangedSince = t.number(Number.POSITIVE_INFINITY);
    });
    t.sp();
  }
  const item = t.match(ITEM, "FLAGS").toUpperCase();
  t.sp();
  const change = parseStoreFlags(t);
  t.end();
  const mode = item.startsWith("+") ? "add" : item.startsWith("-") ? "remove" : "replace";
  return { set, unchangedSince, mode, silent: item.endsWith(".SILENT"), change };
}

// RFC 9051 §6.4.6, RFC 7162 §3.1.3
export const store = command({
  name: "STORE",
  states: ["selected"],
  holdsNumbers: true,
  parse: parseStore,
  run: (s, args, out) => run(s, { ...args, by: "seq" }, out),
});

// RFC 9051 §6.4.9
export const uidStore = command({
  name: "UID STORE",
  states: ["selected"],
  parse: parseStore,
  run: (s, args, out) => run(s, { ...args, by: "uid" }, out),
});

async function run(s: Session, args: Args & { by: Numbering }, out: Writer): Promise<Ending | undefined> {
  const selected = selectedOf(s);
  requireWritable(selected);
  checkKeywords(args.change);
  const { view } = selected;
  const uids = targetsOf(selected, args.set, args.by);
  if (args.unchangedSince !== null) enableCondstore(s, out);
  if (uids.length === 0) return undefined;
  const { modseq, rows, modified } = await setFlags(s.app, {
    accountId: selected.accountId,
    mailboxId: selected.mailboxId,
    uids,
    mode: args.mode,
    change: args.change,
    ...(args.unchangedSince === null ? {} : { unchangedSince: args.unchangedSince }),
    ...(s.signed ? { actor: s.signed.actor } : {}),
    byProgram: selected.pace.byProgram,
  });
  if (modseq > 0) view.own.add(modseq);
  for (const m of rows) {
    if (args.silent) believe(view, m.uid, args);
    else learn(view, m);
    // RFC 7162 §3.1.3, §3.2.4: who wants modseqs is told the new one even when silent
    if (!args.silent) tell(view, m, changedItems(s, m), out);
    else if (s.enabled.condstore) tell(view, m, `UID ${m.uid} MODSEQ (${m.modseq})`, out);
    if (out.full()) await out.room();
  }
  if (modified.length === 0) return undefined;
  const numbers = args.by === "uid" ? modified : modified.map((uid) => indexOf(view, uid) + 1);
  return { code: `MODIFIED ${formatSet(numbers)}`, text: "Some messages have changed since" };
}

function tell(view: View, m: { uid: number }, items: string, out: Writer): void {
  const at = indexOf(view, m.uid);
  if (at >= 0) out.untagged(`${at + 1} FETCH (${items})`);
}

/** A silent client reckons the flags itself; where that differs from what is stored, it is told at the next look. */
function believe(view: View, uid: number, args: Args): void {
  const at = indexOf(view, uid);
  if (at < 0) return;
  const known = { flags: view.flags[at] as number, keywords: keywordsOf(view, uid) };
  learn(view, { uid, ...combineFlags(args.mode, known, args.change) });
}

/** RFC 9051 §7.1 (LIMIT) */
export function checkKeywords(change: FlagSet): void {
  const words = change.keywords === "" ? [] : change.keywords.split(" ");
  if (words.length > LIMITS.keywordsPerMessage || words.some((w) => w.length > LIMITS.keywordBytes))
    throw new ImapNo("LIMIT", "Too many or too long keywords");
}
