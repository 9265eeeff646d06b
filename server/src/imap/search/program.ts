import { LIMITS } from "../../lib/limits.ts";
import { parseDate } from "../wire/dates.ts";
import { parseKeyword, SEEN } from "../wire/flags.ts";
import { parseSequenceSet, type SequenceSet } from "../wire/sequence-set.ts";
import { ImapSyntaxError } from "../wire/syntax-error.ts";
import type { Tokens } from "../wire/tokens.ts";

export type TextPlace = "from" | "to" | "cc" | "bcc" | "subject" | "body" | "text";

/** What a message must be to match. Strings are octets in the program's charset. RFC 9051 §6.4.4 */
export type Key =
  | { is: "all" | "none" }
  | { is: "seqs" | "uids"; set: SequenceSet }
  | { is: "flag"; bit: number; on: boolean }
  | { is: "keyword"; word: string; on: boolean }
  | { is: "size"; than: "larger" | "smaller"; octets: number }
  | { is: "date"; of: "received" | "sent" | "saved"; when: "before" | "on" | "since"; day: number }
  | { is: "age"; than: "older" | "younger"; seconds: number }
  | { is: "text"; in: TextPlace; text: string }
  | { is: "header"; name: string; text: string }
  | { is: "modseq"; from: number }
  | { is: "id"; of: "email" | "thread"; id: string }
  | { is: "not"; key: Key }
  | { is: "or"; a: Key; b: Key }
  | { is: "and"; keys: readonly Key[] };

/** RFC 9051 §6.4.4; null in `SearchArgs.want` means that no RETURN was written. */
export type Wanted = "MIN" | "MAX" | "ALL" | "COUNT" | "SAVE";
export type SearchArgs = { want: ReadonlySet<Wanted> | null; charset: string | null; key: Key };

const FLAGGED: Record<string, [bit: number, on: boolean]> = {
  SEEN: [SEEN, true],
  UNSEEN: [SEEN, false],
  ANSWERED: [2, true],
  UNANSWERED: [2, false],
  FLAGGED: [4, true],
  UNFLAGGED: [4, false],
  DELETED: [8, true],
  UNDELETED: [8, false],
  DRAFT: [16, true],
  UNDRAFT: [16, false],
};
const TEXTS: Record<string, TextPlace> = {
  FROM: "from",
  TO: "to",
  CC: "cc",
  BCC: "bcc",
  SUBJECT: "subject",
  BODY: "body",
  TEXT: "text",
};
/** RFC 9051 §6.4.4; SAVED… RFC 8514 §4.3 */
const DATES: Record<string, ["received" | "sent" | "saved", "before" | "on" | "since"]> = {
  BEFORE: ["received", "before"],
  ON: ["received", "on"],
  SINCE: ["received", "since"],
  SENTBEFORE: ["sent", "before"],
  SENTON: ["sent", "on"],
  SENTSINCE: ["sent", "since"],
  SAVEDBEFORE: ["saved", "before"],
  SAVEDON: ["saved", "on"],
  SAVEDSINCE: ["saved", "since"],
};
const WANTED: readonly Wanted[] = ["MIN", "MAX", "ALL", "COUNT", "SAVE"];
const OBJECT_ID = /[A-Za-z0-9_-]{1,255}/y;
const SET_START = /[\d*$]/y;

/** Reads the arguments of SEARCH and UID SEARCH after the first space. */
export function parseSearch(t: Tokens): SearchArgs {
  let want: Set<Wanted> | null = null;
  if (t.word("RETURN")) {
    t.sp();
    want = new Set(
      t.list(() => {
        const name = t.name();
        const known = WANTED.find((w) => w === name);
        if (!known) throw new ImapSyntaxError("Unknown result option");
        return known;
      }),
    );
    t.sp();
  }
  let charset: string | null = null;
  if (t.word("CHARSET")) {
    t.sp();
    charset = t.astring().toUpperCase();
    t.sp();
  }
  const key = parseProgram(t);
  return { want, charset, key };
}

/** Reads search keys to the end of the command. */
export function parseProgram(t: Tokens): Key {
  const keys = [parseKey(t, 0)];
  while (t.skip(" ")) keys.push(parseKey(t, 0));
  t.end();
  return all(keys);
}

function all(keys: readonly Key[]): Key {
  return keys.length === 1 ? (keys[0] as Key) : { is: "and", keys };
}

function parseKey(t: Tokens, depth: number): Key {
  if (depth > LIMITS.imapSearchDepth) throw new ImapSyntaxError("Search key too deep");
  if (t.next("(")) {
    const keys = t.list(() => parseKey(t, depth + 1));
    if (keys.length === 0) throw new ImapSyntaxError("Expected search key");
    return all(keys);
  }
  if (t.sees(SET_START)) return { is: "seqs", set: parseSequenceSet(t) };
  const name = t.name();
  const flagged = FLAGGED[name];
  if (flagged) return { is: "flag", bit: flagged[0], on: flagged[1] };
  const simple = parseSimple(name);
  if (simple) return simple;
  t.sp();
  if (name === "NOT") return { is: "not", key: parseKey(t, depth + 1) };
  if (name === "OR") {
    const a = parseKey(t, depth + 1);
    t.sp();
    return { is: "or", a, b: parseKey(t, depth + 1) };
  }
  return parseArgument(t, name);
}

function parseSimple(name: string): Key | null {
  if (name === "ALL" || name === "SAVEDATESUPPORTED") return { is: "all" };
  // RFC 3501 §6.4.4: no session of ours ever has \Recent messages, so none is new and each is old.
  if (name === "OLD") return { is: "all" };
  return name === "NEW" || name === "RECENT" ? { is: "none" } : null;
}

function parseArgument(t: Tokens, name: string): Key {
  const place = TEXTS[name];
  if (place) return { is: "text", in: place, text: t.astring() };
  const dated = DATES[name];
  if (dated) return { is: "date", of: dated[0], when: dated[1], day: parseDate(t) };
  switch (name) {
    case "KEYWORD":
    case "UNKEYWORD":
      return keyword(parseKeyword(t), name === "KEYWORD");
    case "LARGER":
    case "SMALLER":
      return { is: "size", than: name === "LARGER" ? "larger" : "smaller", octets: t.number(Number.POSITIVE_INFINITY) };
    case "OLDER":
    case "YOUNGER":
      return { is: "age", than: name === "OLDER" ? "older" : "younger", seconds: age(t) };
    case "UID":
      return { is: "uids", set: parseSequenceSet(t) };
    case "HEADER": {
      const field = t.astring();
      t.sp();
      return { is: "header", name: field, text: t.astring() };
    }
    case "MODSEQ":
      return { is: "modseq", from: modseq(t) };
    case "EMAILID":
    case "THREADID":
      return { is: "id", of: name === "EMAILID" ? "email" : "thread", id: t.match(OBJECT_ID, "object id") };
    default:
      throw new ImapSyntaxError("Unknown search key");
  }
}

function keyword(parsed: number | string, on: boolean): Key {
  return typeof parsed === "string" ? { is: "keyword", word: parsed, on } : { is: "flag", bit: parsed, on };
}

/** RFC 5032 §3: seconds, above 0. */
function age(t: Tokens): number {
  const seconds = t.number();
  if (seconds === 0) throw new ImapSyntaxError("Expected a number above 0");
  return seconds;
}

/** We keep one modseq a message, so the entry that may be named does not matter. RFC 7162 §3.1.5 */
function modseq(t: Tokens): number {
  if (t.next('"')) {
    t.string();
    t.sp();
    const type = t.name();
    if (type !== "PRIV" && type !== "SHARED" && type !== "ALL")
      throw new ImapSyntaxError("Expected priv, shared or all");
    t.sp();
  }
  return t.number(Number.POSITIVE_INFINITY);
}

/** Every key of a program. */
export function* eachKey(key: Key): Generator<Key> {
  yield key;
  if (key.is === "not") yield* eachKey(key.key);
  if (key.is === "or") {
    yield* eachKey(key.a);
    yield* eachKey(key.b);
  }
  if (key.is === "and") for (const k of key.keys) yield* eachKey(k);
}

/** Whether any key of the program asks something. */
export function someKey(key: Key, asks: (key: Key) => boolean): boolean {
  for (const k of eachKey(key)) if (asks(k)) return true;
  return false;
}
