import { decodeText } from "./charset.ts";
import { hexValue } from "./encoded-word.ts";

/**
 * A field such as Content-Type: its value in lower case and its parameters by lower-case name. A value that came with a charset
 * (RFC 2231 §4) is decoded and kept under `name*`, as RFC 9051 §7.5.2 prints it; continuations (RFC 2231 §3) are joined.
 */
export type ParamField = { value: string; params: Record<string, string> };

type Segment = { index: number; extended: boolean; text: string };

const SECTIONED = /^([^*]+)(?:\*(\d{1,4}))?(\*)?$/;
const MAX_PARAMS = 200;

/** Reads `value; name=text; name="text"` with comments, tolerant of what real mail does to it. Never throws. */
export function parseParams(text: string): ParamField {
  const semi = endOfValue(text);
  const bare = semi === -1 ? text : text.slice(0, semi);
  const value = (bare.includes("(") ? withoutComments(bare) : bare).trim().toLowerCase();
  const params: Record<string, string> = {};
  if (semi === -1) return { value, params };
  const sections = new Map<string, Segment[]>();
  let count = 0;
  for (let pos = semi + 1; pos < text.length && count < MAX_PARAMS; count++) {
    const item = readParam(text, pos);
    pos = item.next;
    if (item.name === "") continue;
    if (!item.name.includes("*")) {
      if (!Object.hasOwn(params, item.name)) params[item.name] = item.value;
      continue;
    }
    const m = SECTIONED.exec(item.name);
    if (m === null) continue;
    const name = m[1] as string;
    const list = sections.get(name) ?? [];
    list.push({ index: m[2] === undefined ? -1 : Number(m[2]), extended: m[3] !== undefined, text: item.value });
    sections.set(name, list);
  }
  for (const [name, list] of sections) {
    const joined = joinSections(list);
    const key = joined.decoded ? `${name}*` : name;
    if (!Object.hasOwn(params, key)) params[key] = joined.text;
  }
  return { value, params };
}

/** A parameter's text: the form with a charset before the plain one. Encoded words in it are left to the caller. */
export function paramText(params: Record<string, string>, name: string): string | null {
  const extended = `${name}*`;
  if (Object.hasOwn(params, extended)) return params[extended] as string;
  return Object.hasOwn(params, name) ? (params[name] as string) : null;
}

/** Where the first semicolon outside a comment stands, or -1. */
function endOfValue(text: string): number {
  let semi = text.indexOf(";");
  for (let open = text.indexOf("("); open !== -1 && open < semi; open = text.indexOf("(", open)) {
    open = endOfComment(text, open);
    if (open > semi) semi = text.indexOf(";", open);
  }
  return semi;
}

function readParam(text: string, from: number): { name: string; value: string; next: number } {
  const semi = endOf(text, ";", from);
  const equals = endOf(text, "=", from);
  const before = text.slice(from, Math.min(semi, equals));
  if (before.includes("(")) return readCommented(text, from);
  if (equals > semi) return { name: "", value: "", next: semi + 1 };
  return readValue(text, before.trim().toLowerCase(), equals + 1);
}

/** A comment before the name may hold the very characters that end it. */
function readCommented(text: string, from: number): { name: string; value: string; next: number } {
  let name = "";
  let pos = from;
  for (; pos < text.length && text[pos] !== "=" && text[pos] !== ";"; pos++) {
    if (text[pos] === "(") pos = endOfComment(text, pos) - 1;
    else name += text[pos];
  }
  if (text[pos] !== "=") return { name: "", value: "", next: pos + 1 };
  return readValue(text, name.trim().toLowerCase(), pos + 1);
}

function readValue(text: string, name: string, from: number): { name: string; value: string; next: number } {
  let pos = from;
  while (text[pos] === " " || text[pos] === "\t") pos++;
  if (text[pos] === '"') {
    const quoted = readQuoted(text, pos);
    return { name, value: quoted.value, next: endOf(text, ";", quoted.next) + 1 };
  }
  const end = endOf(text, ";", pos);
  // Unquoted values with spaces are wrong and common (name=Báo cáo (1).pdf); only a comment at the end is taken for one.
  const raw = text.slice(pos, end).trim();
  const open = raw.endsWith(")") ? raw.lastIndexOf("(") : -1;
  const value = open > 0 && raw[open - 1] === " " ? raw.slice(0, open).trim() : raw;
  return { name, value, next: end + 1 };
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at === -1 ? text.length : at;
}

/** A quoted-string from its opening quote (RFC 5322 §3.2.4); an unclosed one ends with the text. */
export function readQuoted(text: string, from: number): { value: string; next: number } {
  const close = text.indexOf('"', from + 1);
  const simple = text.slice(from + 1, close === -1 ? text.length : close);
  if (!simple.includes("\\")) return { value: simple, next: close === -1 ? text.length : close + 1 };
  let value = "";
  for (let pos = from + 1; pos < text.length; pos++) {
    const c = text[pos] as string;
    if (c === '"') return { value, next: pos + 1 };
    if (c === "\\" && pos + 1 < text.length) value += text[++pos];
    else value += c;
  }
  return { value, next: text.length };
}

/** Where the comment that opens at `from` ends, nested ones included (RFC 5322 §3.2.2). */
export function endOfComment(text: string, from: number): number {
  let depth = 0;
  for (let pos = from; pos < text.length; pos++) {
    const c = text[pos];
    if (c === "\\") pos++;
    else if (c === "(") depth++;
    else if (c === ")" && --depth === 0) return pos + 1;
  }
  return text.length;
}

/** The text with each comment replaced by a space. Quoted strings are not looked into. */
export function withoutComments(text: string): string {
  let out = "";
  for (let pos = 0; pos < text.length; ) {
    const c = text[pos] as string;
    if (c === "(") {
      pos = endOfComment(text, pos);
      out += " ";
    } else {
      out += c;
      pos++;
    }
  }
  return out;
}

/** Joins the pieces of one parameter (RFC 2231 §3, §4.1): the charset stands in the first, each piece says whether it is encoded. */
function joinSections(list: Segment[]): { text: string; decoded: boolean } {
  const ordered = [...list].sort((a, b) => a.index - b.index);
  const first = ordered[0] as Segment;
  if (!ordered.some((s) => s.extended)) return { text: ordered.map((s) => s.text).join(""), decoded: false };
  const m = first.extended ? /^([^']*)'[^']*'/.exec(first.text) : null;
  const bytes = ordered.map((s, i) => {
    const body = i === 0 && m !== null ? s.text.slice(m[0].length) : s.text;
    return s.extended ? percentBytes(body) : Buffer.from(body, "utf8");
  });
  return { text: decodeText(Buffer.concat(bytes), m?.[1] ?? "").text, decoded: true };
}

function percentBytes(text: string): Buffer {
  const source = Buffer.from(text, "utf8");
  const out = Buffer.alloc(source.length);
  let n = 0;
  for (let i = 0; i < source.length; i++) {
    const c = source[i] as number;
    const high = c === 37 ? hexValue(source[i + 1]) : -1;
    const low = high < 0 ? -1 : hexValue(source[i + 2]);
    if (low >= 0) i += 2;
    out[n++] = low >= 0 ? (high << 4) | low : c;
  }
  return out.subarray(0, n);
}
