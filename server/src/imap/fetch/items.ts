import { parseSequenceSet, type SequenceSet } from "../wire/sequence-set.ts";
import { astring } from "../wire/strings.ts";
import { ImapSyntaxError } from "../wire/syntax-error.ts";
import type { Tokens } from "../wire/tokens.ts";

/** Which octets of a message: a part ("" is the message itself) and what of it. RFC 9051 §6.4.5.1 */
export type Section = {
  path: string;
  text: "all" | "header" | "text" | "mime" | { fields: readonly string[]; not: boolean };
};
export type Partial = { offset: number; length: number };

/** One data item asked for. `label` is how the answer names it. */
export type FetchItem =
  | { kind: "uid" | "flags" | "internaldate" | "size" | "envelope" | "body" | "bodystructure" }
  | { kind: "modseq" | "emailid" | "threadid" | "savedate" | "preview" }
  | { kind: "octets"; label: string; section: Section; partial: Partial | null; peek: boolean }
  | { kind: "binary"; label: string; path: string; partial: Partial | null; peek: boolean }
  | { kind: "binarysize"; label: string; path: string };

export type FetchArgs = {
  set: SequenceSet;
  items: readonly FetchItem[];
  /** Only messages changed after it. RFC 7162 §3.1.4.1 */
  changedSince: number | null;
  /** Tell what went, too. RFC 7162 §3.2.6 */
  vanished: boolean;
};

const SIMPLE: Record<string, FetchItem["kind"]> = {
  UID: "uid",
  FLAGS: "flags",
  INTERNALDATE: "internaldate",
  "RFC822.SIZE": "size",
  ENVELOPE: "envelope",
  BODY: "body",
  BODYSTRUCTURE: "bodystructure",
  MODSEQ: "modseq",
  EMAILID: "emailid",
  THREADID: "threadid",
  SAVEDATE: "savedate",
};
const FAST: readonly FetchItem[] = [{ kind: "flags" }, { kind: "internaldate" }, { kind: "size" }];
const ALL: readonly FetchItem[] = [...FAST, { kind: "envelope" }];
/** RFC 9051 §6.4.5 */
const MACROS: Record<string, readonly FetchItem[]> = { FAST, ALL, FULL: [...ALL, { kind: "body" }] };
/** RFC 3501 §6.4.5: deprecated items, as octets. RFC822.HEADER alone does not set \Seen. */
const RFC822: Record<string, { text: "all" | "header" | "text"; peek: boolean }> = {
  RFC822: { text: "all", peek: false },
  "RFC822.HEADER": { text: "header", peek: true },
  "RFC822.TEXT": { text: "text", peek: false },
};

const ITEM = /[A-Za-z0-9.]+/y;
const PATH = /[1-9]\d{0,5}(?:\.[1-9]\d{0,5})*/y;
const LAZY = / \(LAZY(?: LAZY)*\)/iy;
const SECTION_TEXT = /[A-Za-z.]+/y;

/** Reads the arguments of FETCH and UID FETCH after the first space. RFC 9051 §9, RFC 7162 §7 */
export function parseFetch(t: Tokens): FetchArgs {
  const set = parseSequenceSet(t);
  t.sp();
  const items = parseItems(t);
  let changedSince: number | null = null;
  let vanished = false;
  if (t.skip(" ")) {
    t.list(() => {
      if (t.word("CHANGEDSINCE")) {
        t.sp();
        changedSince = t.number(Number.POSITIVE_INFINITY);
      } else if (t.word("VANISHED")) vanished = true;
      else throw new ImapSyntaxError("Unknown FETCH modifier");
    });
  }
  t.end();
  if (vanished && changedSince === null) throw new ImapSyntaxError("VANISHED needs CHANGEDSINCE");
  // CHANGEDSINCE asks for MODSEQ as well. RFC 7162 §3.1.4.1
  const implied = changedSince !== null && !items.some((i) => i.kind === "modseq");
  return { set, items: implied ? [...items, { kind: "modseq" }] : items, changedSince, vanished };
}

function parseItems(t: Tokens): readonly FetchItem[] {
  for (const [name, items] of Object.entries(MACROS)) if (t.word(name)) return items;
  if (!t.next("(")) return [parseItem(t)];
  const items = t.list(() => parseItem(t));
  if (items.length === 0) throw new ImapSyntaxError("Expected data item");
  return items;
}

function parseItem(t: Tokens): FetchItem {
  const name = t.match(ITEM, "data item").toUpperCase();
  if (t.next("[")) return parseSectioned(t, name);
  const simple = SIMPLE[name];
  if (simple) return { kind: simple } as FetchItem;
  const old = RFC822[name];
  if (old) return { kind: "octets", label: name, section: { path: "", text: old.text }, partial: null, peek: old.peek };
  if (name === "PREVIEW") return parsePreview(t);
  throw new ImapSyntaxError("Unknown data item");
}

function parseSectioned(t: Tokens, name: string): FetchItem {
  const peek = name.endsWith(".PEEK");
  if (name === "BODY" || name === "BODY.PEEK") {
    const section = parseSection(t);
    const partial = parsePartial(t);
    return { kind: "octets", label: `BODY${label(section)}${origin(partial)}`, section, partial, peek };
  }
  if (name !== "BINARY" && name !== "BINARY.PEEK" && name !== "BINARY.SIZE")
    throw new ImapSyntaxError("Unknown data item");
  t.expect("[");
  const path = t.next("]") ? "" : t.match(PATH, "part number");
  t.expect("]");
  if (name === "BINARY.SIZE") return { kind: "binarysize", label: `BINARY.SIZE[${path}]`, path };
  const partial = parsePartial(t);
  return { kind: "binary", label: `BINARY[${path}]${origin(partial)}`, path, partial, peek };
}

function parseSection(t: Tokens): Section {
  t.expect("[");
  if (t.skip("]")) return { path: "", text: "all" };
  const path = t.sees(PATH) ? t.match(PATH, "part number") : "";
  if (path !== "" && t.skip("]")) return { path, text: "all" };
  if (path !== "") t.expect(".");
  const text = parseSectionText(t, path);
  t.expect("]");
  return { path, text };
}

function parseSectionText(t: Tokens, path: string): Section["text"] {
  const name = t.match(SECTION_TEXT, "section").toUpperCase();
  if (name === "HEADER") return "header";
  if (name === "TEXT") return "text";
  // MIME must follow a part number. RFC 9051 §6.4.5.1
  if (name === "MIME" && path !== "") return "mime";
  if (name !== "HEADER.FIELDS" && name !== "HEADER.FIELDS.NOT") throw new ImapSyntaxError("Unknown section");
  t.sp();
  const fields = t.list(() => t.astring());
  if (fields.length === 0) throw new ImapSyntaxError("Expected field name");
  return { fields, not: name === "HEADER.FIELDS.NOT" };
}

function parsePartial(t: Tokens): Partial | null {
  if (!t.skip("<")) return null;
  const offset = t.number(Number.MAX_SAFE_INTEGER);
  t.expect(".");
  const length = t.number(Number.MAX_SAFE_INTEGER);
  t.expect(">");
  if (length === 0) throw new ImapSyntaxError("Expected a length above 0");
  return { offset, length };
}

/** Previews are made at arrival, so LAZY changes nothing. RFC 8970 §4.1 */
function parsePreview(t: Tokens): FetchItem {
  // Without parentheses around the items, ` (` may begin the FETCH modifiers instead.
  if (t.sees(LAZY)) t.match(LAZY, "LAZY");
  return { kind: "preview" };
}

function label(section: Section): string {
  const dot = section.path === "" ? "" : `${section.path}.`;
  const { text } = section;
  if (text === "all") return `[${section.path}]`;
  if (typeof text === "string") return `[${dot}${text.toUpperCase()}]`;
  return `[${dot}HEADER.FIELDS${text.not ? ".NOT" : ""} (${text.fields.map((f) => astring(f)).join(" ")})]`;
}

function origin(partial: Partial | null): string {
  return partial === null ? "" : `<${partial.offset}>`;
}
