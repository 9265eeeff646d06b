import type { MessageRow } from "../../core/mailbox/open-mailbox.ts";
import type { Gist } from "../../core/mailbox/read-gists.ts";
import type { MailAddress } from "../../mime/addresses.ts";
import { within } from "../resync.ts";
import type { Spans } from "../view.ts";
import { dayOf } from "../wire/dates.ts";
import { fromOctets } from "../wire/octets.ts";
import { ImapSyntaxError } from "../wire/syntax-error.ts";
import type { Key, TextPlace } from "./program.ts";
import { exactTest, type TextTest, textTest } from "./text.ts";

/** What is known of a message so far. More is read only for messages on which this does not decide. */
export type Facts = {
  index: number;
  uid: number;
  flags: number;
  keywords: string;
  row?: MessageRow;
  gist?: Gist;
  /** Name (lower case) and decoded text of each header field, those of the parts included. */
  fields?: readonly { name: string; text: string; own: boolean }[];
  /** Decoded text of the body. */
  body?: readonly string[];
};

/** Yes, no, or not to be told from these facts. */
export type Verdict = boolean | undefined;
export type Matcher = (f: Facts) => Verdict;

/** What the set keys of a program mean in this session, which text keys an index has answered (with UIDs), and the time now. */
export type Ground = {
  spans: (key: Extract<Key, { is: "seqs" | "uids" }>) => Spans;
  indexed: ReadonlyMap<Key, ReadonlySet<number>>;
  nowMs: number;
};

/** Makes a program into a function of facts. Throws ImapSyntaxError for text that is no UTF-8. RFC 9051 §6.4.4 */
export function compile(key: Key, ground: Ground): Matcher {
  switch (key.is) {
    case "all":
      return () => true;
    case "none":
      return () => false;
    case "seqs":
    case "uids":
      return inSpans(ground.spans(key));
    case "flag":
      return key.bit === 0 ? () => !key.on : (f) => ((f.flags & key.bit) !== 0) === key.on;
    case "keyword":
      return (f) => f.keywords.split(" ").includes(key.word) === key.on;
    case "not":
      return not(compile(key.key, ground));
    case "or":
      return or(compile(key.a, ground), compile(key.b, ground));
    case "and":
      return and(key.keys.map((k) => compile(k, ground)));
    case "text": {
      const uids = ground.indexed.get(key);
      return uids ? (f) => uids.has(f.uid) : inText(key.in, textTest(decode(key.text)));
    }
    case "header":
      return inHeader(key.name.toLowerCase(), exactTest(decode(key.text)));
    default:
      if (key.is === "date" && key.of === "sent") return (f) => f.gist && sentOn(key.when, f.gist, key.day);
      return (f) => f.row && ofRow(key, f.row, ground.nowMs);
  }
}

function decode(octets: string): string {
  const text = fromOctets(octets);
  if (text === null) throw new ImapSyntaxError("Search text is not UTF-8");
  return text;
}

function inSpans(spans: Spans): Matcher {
  const closed = spans.map(([from, to]) => [from, to - 1] as const);
  return (f) => within(closed, f.index);
}

function not(a: Matcher): Matcher {
  return (f) => {
    const verdict = a(f);
    return verdict === undefined ? undefined : !verdict;
  };
}

function or(a: Matcher, b: Matcher): Matcher {
  return (f) => {
    const first = a(f);
    if (first === true) return true;
    const second = b(f);
    return second === true ? true : first === undefined ? undefined : second;
  };
}

function and(all: readonly Matcher[]): Matcher {
  return (f) => {
    let verdict: Verdict = true;
    for (const m of all) {
      const one = m(f);
      if (one === false) return false;
      if (one === undefined) verdict = undefined;
    }
    return verdict;
  };
}

type RowKey = Extract<Key, { is: "size" | "date" | "age" | "modseq" | "id" }>;

function ofRow(key: RowKey, row: MessageRow, nowMs: number): Verdict {
  switch (key.is) {
    case "size":
      return key.than === "larger" ? row.size_bytes > key.octets : row.size_bytes < key.octets;
    case "modseq":
      return row.modseq >= key.from;
    case "id":
      return (key.of === "email" ? row.email_id : row.thread_id) === key.id;
    case "age": {
      // RFC 5032 §3
      const bound = nowMs - key.seconds * 1000;
      return key.than === "older" ? row.received_at <= bound : row.received_at >= bound;
    }
    case "date":
      return onDay(key.when, dayOf(key.of === "saved" ? row.saved_at : row.received_at), key.day);
  }
}

/** The day as the sender's clock had it, without regard to the zone. */
function sentOn(when: "before" | "on" | "since", gist: Gist, day: number): boolean {
  return gist.sentAt !== null && onDay(when, Date.parse(`${gist.sentAt.slice(0, 10)}T00:00:00Z`), day);
}

function onDay(when: "before" | "on" | "since", own: number, day: number): boolean {
  if (when === "on") return own === day;
  return when === "before" ? own < day : own >= day;
}

function inText(place: TextPlace, test: TextTest): Matcher {
  if (place === "body") return (f) => f.body?.some(test);
  if (place === "text")
    return (f) => {
      if (f.fields?.some(({ name, text }) => test(`${name}: ${text}`))) return true;
      return f.fields && f.body?.some(test);
    };
  if (place === "subject") return (f) => f.gist && test(f.gist.subject ?? "");
  return (f) => f.gist && (f.gist[place] ?? []).some((a) => test(shown(a)));
}

/** An address as people read it, so that a name, an address or both in a row can be looked for. */
function shown(a: MailAddress): string {
  return a.name === null ? a.email : `${a.name} <${a.email}>`;
}

/** RFC 9051 §6.4.4: the message's own fields; an empty text asks whether the field is there. */
function inHeader(name: string, test: TextTest): Matcher {
  return (f) => f.fields?.some((field) => field.own && field.name === name && test(field.text));
}
