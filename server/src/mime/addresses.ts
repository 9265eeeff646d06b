import { decodeWords } from "./encoded-word.ts";
import { endOfComment, readQuoted } from "./params.ts";

/**
 * One mailbox of an address header. `name` is decoded, NFC; `raw` is the phrase as it stood (quotes removed) where that differs;
 * `route` is an obsolete source route. `email` is the addr-spec, whatever the sender wrote where it is none.
 */
export type MailAddress = { name: string | null; email: string; raw?: string; route?: string };

/** A group of an address list (RFC 5322 §3.4): the addresses [from, to) of the flat list. */
export type AddressGroup = { name: string; raw?: string; from: number; to: number };

export type AddressList = { addresses: MailAddress[]; groups: AddressGroup[] };

/** What stands before a separator: words of the phrase, what was between <>, the last comment. */
type Item = { phrase: string; angle: string | null; comment: string; quoted: boolean };

const fresh = (): Item => ({ phrase: "", angle: null, comment: "", quoted: false });

/**
 * Reads an address-list (RFC 5322 §3.4, RFC 6532 §3.2), best effort: unclosed quotes and brackets, semicolons between addresses,
 * missing commas after `>` and bare names are all read. Reads no further than `max` addresses. Never throws.
 */
export function parseAddresses(text: string, max = Number.POSITIVE_INFINITY): AddressList {
  const list: AddressList = { addresses: [], groups: [] };
  let item = fresh();
  let group: AddressGroup | null = null;
  const flush = () => {
    const made = mailboxOf(item);
    if (made !== null) list.addresses.push(made);
    item = fresh();
  };
  const endGroup = () => {
    if (group === null) return;
    group.to = list.addresses.length;
    list.groups.push(group);
    group = null;
  };
  for (let pos = 0; pos < text.length && list.addresses.length < max; ) {
    const c = text[pos] as string;
    if (c === '"') {
      const quoted = readQuoted(text, pos);
      if (quoted.next === text.length && !text.endsWith('"')) {
        // Never closed: it quotes nothing.
        pos++;
        continue;
      }
      // A quoted local part keeps its quotes ("a b"@x.vn); a quoted name loses them.
      item.phrase += text[quoted.next] === "@" ? text.slice(pos, quoted.next) : quoted.value;
      item.quoted ||= text[quoted.next] !== "@";
      pos = quoted.next;
    } else if (c === "(") {
      const end = endOfComment(text, pos);
      item.comment = text.slice(pos + 1, text[end - 1] === ")" ? end - 1 : end);
      item.phrase += " ";
      pos = end;
    } else if (c === "<") {
      // "<a@b> <c@d>": a second bracket without a comma begins the next address.
      if (item.angle !== null) flush();
      const end = endOfAngle(text, pos);
      item.angle = text.slice(pos + 1, end);
      pos = text[end] === ">" ? end + 1 : end;
    } else if (c === "," || c === ";") {
      flush();
      if (c === ";") endGroup();
      pos++;
    } else if (c === ":" && group === null && item.angle === null && !item.phrase.includes("@")) {
      group = { ...named(item.phrase), from: list.addresses.length, to: 0 };
      item = fresh();
      pos++;
    } else {
      const end = endOfText(text, pos);
      const words = text.slice(pos, end);
      // Text after a closed bracket belongs to the next address when it leads to one.
      const isNext = item.angle !== null && words.trim() !== "" && (words.includes("@") || text[end] === "<");
      if (isNext) flush();
      item.phrase += words;
      pos = end;
    }
  }
  if (list.addresses.length < max) flush();
  endGroup();
  return list;
}

function named(phrase: string): { name: string; raw?: string } {
  const raw = phrase.replace(/\s+/g, " ").trim();
  const name = decodeWords(raw);
  return name === raw ? { name } : { name, raw };
}

function mailboxOf(item: Item): MailAddress | null {
  if (item.angle === null) {
    const spec = item.phrase.trim();
    if (spec === "") return null;
    const space = Math.max(spec.lastIndexOf(" "), spec.lastIndexOf("\t"));
    const before = spec.slice(0, space).trim();
    // "Nguyễn Văn An an@x.vn": the brackets were forgotten.
    if (before !== "" && /^[^\s@"]+@[^\s@"]+$/.test(spec.slice(space + 1)) && !/@|\.$/.test(before)) {
      return { ...named(before.replace(/^'(.*)'$/s, "$1")), email: spec.slice(space + 1) };
    }
    const comment = named(item.comment);
    return { ...(comment.name === "" ? { name: null } : comment), email: tidySpec(spec) };
  }
  const { email, route } = splitRoute(item.angle);
  // Stray separators between two addresses are no name.
  let label = named(item.quoted ? item.phrase : item.phrase.replace(/^[\s:;,.]+$/, ""));
  if (label.name === "" && !item.quoted) label = named(item.comment);
  if (label.name === "" && email === "") return null;
  return { ...(label.name === "" ? { name: null } : label), email, ...(route === "" ? {} : { route }) };
}

/** `<@a,@b:c@d>`: the obsolete route (RFC 5322 §4.4), with its at-signs as IMAP wants it. */
function splitRoute(angle: string): { email: string; route: string } {
  const spec = angle.trim();
  const colon = spec.startsWith("@") ? spec.indexOf(":") : -1;
  if (colon === -1) return { email: tidySpec(spec), route: "" };
  return { email: tidySpec(spec.slice(colon + 1)), route: spec.slice(0, colon).replace(/\s+/g, "") };
}

/** White space around dots and the at-sign is obsolete syntax and goes (RFC 5322 §4.4); what is no address stays readable. */
function tidySpec(spec: string): string {
  if (!/[\s(]/.test(spec)) return spec;
  const text = spec.replace(/\([^()]*\)/g, " ").trim();
  if (text.includes('"')) return text;
  const single = text.replace(/\s+/g, " ");
  return single.includes("@") ? single.replace(/ ?([.@]) ?/g, "$1") : single;
}

function endOfAngle(text: string, from: number): number {
  for (let pos = from + 1; pos < text.length; ) {
    const c = text[pos];
    if (c === ">") return pos;
    // An unclosed bracket ends where another address begins.
    if (c === "<" || (c === "," && text[from + 1] !== "@")) return pos;
    pos = c === '"' ? readQuoted(text, pos).next : pos + 1;
  }
  return text.length;
}

function endOfText(text: string, from: number): number {
  let pos = from + 1;
  while (pos < text.length && !'"(<,;:'.includes(text[pos] as string)) pos++;
  return pos;
}
