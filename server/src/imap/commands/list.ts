import { command, type Session, SIGNED_IN, type Writer } from "../command.ts";
import {
  attributesOf,
  type ListedMailbox,
  listLine,
  mailboxesOf,
  readName,
  sharedLevels,
  writeName,
} from "../mailboxes.ts";
import { parseStatusItems, type StatusItem, statusOf } from "../status-items.ts";
import { DELIMITER } from "../wire/mailbox-name.ts";
import { fitsPattern } from "../wire/pattern.ts";
import { ImapSyntaxError } from "../wire/syntax-error.ts";
import type { Tokens } from "../wire/tokens.ts";
import { enableCondstore } from "./enable.ts";

type Args = {
  reference: string;
  patterns: readonly string[];
  /** The extended syntax: an empty pattern means nothing special. RFC 9051 §6.3.9 */
  extended: boolean;
  only: { subscribed: boolean; specialUse: boolean; recursive: boolean };
  tellSubscribed: boolean;
  status: readonly StatusItem[] | null;
};

// RFC 9051 §6.3.9, RFC 5258 §3 (LIST-EXTENDED), RFC 5819 §2 (LIST-STATUS), RFC 6154 §2 (SPECIAL-USE)
export const list = command({
  name: "LIST",
  states: SIGNED_IN,
  parse,
  async run(s, args, out) {
    if (!args.extended && args.patterns[0] === "") {
      out.untagged(`LIST (\\Noselect) "${DELIMITER}" ""`);
      return undefined;
    }
    const all = await mailboxesOf(s);
    if (args.status?.includes("HIGHESTMODSEQ")) enableCondstore(s, out);
    const patterns = args.patterns.filter((p) => p !== "").flatMap((p) => patternOf(s, args.reference + p));
    for (const m of all) {
      if (patterns.some((p) => fitsPattern(p, m.path))) await tell(s, { args, m, all, patterns }, out);
      if (out.full()) await out.room();
    }
    // RFC 9051 §6.3.9: levels without mail of their own are neither subscribed nor of special use
    if (!args.only.subscribed && !args.only.specialUse)
      for (const path of sharedLevels(all).filter((level) => patterns.some((p) => fitsPattern(p, level))))
        out.untagged(listLine(s, { path, attributes: ["\\Noselect", "\\HasChildren"] }));
    return undefined;
  },
});

function parse(t: Tokens): Args {
  const args: Args = {
    reference: "",
    patterns: [],
    extended: false,
    only: { subscribed: false, specialUse: false, recursive: false },
    tellSubscribed: false,
    status: null,
  };
  if (t.next("(")) {
    args.extended = true;
    t.list(() => parseSelection(t, args));
    t.sp();
  }
  args.reference = t.astring();
  t.sp();
  if (t.next("(")) {
    args.extended = true;
    args.patterns = t.list(() => t.listMailbox());
  } else args.patterns = [t.listMailbox()];
  if (t.skip(" ")) {
    args.extended = true;
    if (!t.word("RETURN")) throw new ImapSyntaxError("Expected RETURN");
    t.sp();
    t.list(() => parseReturn(t, args));
  }
  t.end();
  // RFC 9051 §6.3.9.1
  const { recursive, subscribed, specialUse } = args.only;
  if (recursive && !subscribed && !specialUse) throw new ImapSyntaxError("RECURSIVEMATCH needs another option");
  return args;
}

function parseSelection(t: Tokens, args: Args): void {
  const name = t.name();
  if (name === "SUBSCRIBED") args.only.subscribed = true;
  else if (name === "SPECIAL-USE") args.only.specialUse = true;
  else if (name === "RECURSIVEMATCH") args.only.recursive = true;
  // No mailbox of ours is elsewhere. RFC 9051 §6.3.9.1
  else if (name !== "REMOTE") throw new ImapSyntaxError("Unknown selection option");
}

function parseReturn(t: Tokens, args: Args): void {
  const name = t.name();
  if (name === "SUBSCRIBED") args.tellSubscribed = true;
  else if (name === "STATUS") {
    t.sp();
    args.status = parseStatusItems(t);
  } else if (name !== "CHILDREN" && name !== "SPECIAL-USE") throw new ImapSyntaxError("Unknown return option");
}

/** The canonical pattern; one that spells nothing matches nothing, silently. RFC 9051 §6.3.9 */
function patternOf(s: Session, octets: string): string[] {
  try {
    return [readName(s, octets)];
  } catch {
    return [];
  }
}

type Listing = { args: Args; m: ListedMailbox; all: readonly ListedMailbox[]; patterns: readonly string[] };

async function tell(s: Session, { args, m, all, patterns }: Listing, out: Writer): Promise<void> {
  const chosen = fitsSelection(args, m);
  const childinfo = args.only.recursive && hasChosenChild({ args, m, all, patterns }, chosen);
  if (!chosen && !childinfo) return;
  const attributes = attributesOf(m, all);
  // SUBSCRIBED as a selection implies the return option. RFC 9051 §6.3.9.1
  if (m.subscribed && (args.tellSubscribed || args.only.subscribed)) attributes.unshift("\\Subscribed");
  const criteria = [args.only.subscribed ? '"SUBSCRIBED"' : "", args.only.specialUse ? '"SPECIAL-USE"' : ""];
  const extra = childinfo ? { extra: `"CHILDINFO" (${criteria.filter((c) => c !== "").join(" ")})` } : {};
  out.untagged(listLine(s, { path: m.path, attributes, ...extra }));
  if (args.status) out.untagged(`STATUS ${writeName(s, m.path)} (${await statusOf(s, m, args.status)})`);
}

function fitsSelection(args: Args, m: ListedMailbox): boolean {
  if (args.only.subscribed && !m.subscribed) return false;
  return !args.only.specialUse || (m.rights === "own" && m.role !== null && m.role !== "inbox");
}

/** Whether something below is chosen; of what is not chosen itself, only where no pattern shows that child. RFC 9051 §6.3.9.6 */
function hasChosenChild({ args, m, all, patterns }: Listing, chosen: boolean): boolean {
  const below = all.filter((o) => o.path.startsWith(m.path + DELIMITER) && fitsSelection(args, o));
  return chosen ? below.length > 0 : below.some((o) => !patterns.some((p) => fitsPattern(p, o.path)));
}
