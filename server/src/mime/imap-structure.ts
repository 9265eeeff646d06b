import type { AddressGroup, MailAddress } from "./addresses.ts";
import { encodeWords } from "./encoded-word.ts";
import { type Envelope, rawOf } from "./envelope.ts";
import { fieldName, scanHeaders } from "./headers.ts";
import { readQuoted } from "./params.ts";
import { type Disposition, findPart, type Part } from "./structure.ts";

/**
 * How a session takes text: "utf8" after ENABLE IMAP4rev2 or UTF8=ACCEPT, else "ascii", where text beyond ASCII is put into encoded
 * words or literals. What is printed here is to be written to the wire as UTF-8; literals count its octets.
 */
export type TextMode = "ascii" | "utf8";

/** A range of the blob. `withPrefix`: the octets kept before the blob (Return-Path …) come first. */
export type SectionRange = { start: number; end: number; withPrefix: boolean };
export type SectionText = "" | "HEADER" | "TEXT" | "MIME";

/** ENVELOPE (RFC 9051 §7.5.2): encoded words stay as the message has them. */
export function printEnvelope(env: Envelope, mode: TextMode): string {
  const from = printAddresses(env, "from", mode);
  const list = (name: "sender" | "replyTo") => {
    const own = printAddresses(env, name, mode);
    // Absent or empty, these two are the same as From.
    return own === "NIL" ? from : own;
  };
  const messageId = env.rawMessageId ?? (env.messageId && rawOf(env.messageId));
  const inReplyTo = env.rawInReplyTo ?? (env.inReplyTo && rawOf(env.inReplyTo));
  return `(${[
    nstring(env.date, mode),
    ntext(env.rawSubject ?? env.subject, mode),
    from,
    list("sender"),
    list("replyTo"),
    printAddresses(env, "to", mode),
    printAddresses(env, "cc", mode),
    printAddresses(env, "bcc", mode),
    nstring(inReplyTo, mode),
    nstring(messageId, mode),
  ].join(" ")})`;
}

/** BODYSTRUCTURE (RFC 9051 §7.5.2). */
export function printBodyStructure(part: Part, mode: TextMode): string {
  return printPart(part, mode, true);
}

/** BODY: BODYSTRUCTURE without extension data. */
export function printBody(part: Part, mode: TextMode): string {
  return printPart(part, mode, false);
}

/**
 * The octets a section names (RFC 9051 §6.4.5.1): `path` is the dotted part number or "", `text` what follows it. The HEADER.FIELDS
 * forms take the range of HEADER and `selectFields`. Null when the message has no such section.
 */
export function sectionRange(root: Part, path: string, text: SectionText): SectionRange | null {
  if (path === "") {
    if (text === "MIME") return null;
    const whole = { start: root.headerStart, end: root.bodyEnd, withPrefix: true };
    if (text === "HEADER") return { ...whole, end: root.bodyStart };
    return text === "TEXT" ? { ...whole, start: root.bodyStart, withPrefix: false } : whole;
  }
  const part = findPart(root, path);
  if (part === null) return null;
  if (text === "") return { start: part.bodyStart, end: part.bodyEnd, withPrefix: false };
  // The message's own header is the MIME header of a part 1 that is no multipart.
  if (text === "MIME") return { start: part.headerStart, end: part.bodyStart, withPrefix: part === root };
  if (!part.message) return null;
  const { headerStart, bodyStart } = part.message.root;
  if (text === "HEADER") return { start: headerStart, end: bodyStart, withPrefix: false };
  return { start: bodyStart, end: part.bodyEnd, withPrefix: false };
}

/**
 * HEADER.FIELDS (`only`) or HEADER.FIELDS.NOT (`except`) of a header block, with its blank line (RFC 9051 §6.4.5.1). Octets of the
 * fields are kept exactly, their order too.
 */
export function selectFields(header: Buffer, names: readonly string[], which: "only" | "except"): Buffer {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  const { fields } = scanHeaders(header, 0);
  const kept = fields
    .filter((field) => wanted.has(fieldName(header, field).toLowerCase()) === (which === "only"))
    .map((field) => header.subarray(field.start, field.next));
  const blank = /(?:^|\n)(\r?\n)$/.exec(header.toString("latin1", Math.max(0, header.length - 3)));
  return Buffer.concat(blank === null ? kept : [...kept, Buffer.from(blank[1] as string)]);
}

/** A string as quoted or literal (RFC 9051 §4.3), or NIL. */
export function nstring(text: string | null | undefined, mode: TextMode): string {
  return text === null || text === undefined ? "NIL" : printString(text, mode);
}

/** A string as quoted where it can be, else as a literal. */
export function printString(text: string, mode: TextMode): string {
  const plain = mode === "utf8" ? /^[^\r\n\0]*$/ : /^[\x20-\x7e\t]*$/;
  if (text.length <= 1_000 && plain.test(text)) {
    return /["\\]/.test(text) ? `"${text.replace(/["\\]/g, "\\$&")}"` : `"${text}"`;
  }
  const safe = text.includes("\0") ? text.replaceAll("\0", "") : text;
  return `{${Buffer.byteLength(safe)}}\r\n${safe}`;
}

/** Header text: in an ASCII session what is beyond ASCII goes into encoded words. */
function ntext(text: string | null | undefined, mode: TextMode): string {
  if (text === null || text === undefined) return "NIL";
  return printString(mode === "ascii" && !/^[\x20-\x7e\t]*$/.test(text) ? encodeWords(text) : text, mode);
}

type AddressField = "from" | "sender" | "replyTo" | "to" | "cc" | "bcc";

function printAddresses(env: Envelope, field: AddressField, mode: TextMode): string {
  const addresses = env[field] ?? [];
  const groups = env.groups?.[field] ?? [];
  if (addresses.length === 0 && groups.length === 0) return "NIL";
  const out: string[] = [];
  let next = 0;
  for (const group of groups) {
    out.push(...addresses.slice(next, group.from).map((a) => printAddress(a, mode)), openGroup(group, mode));
    out.push(...addresses.slice(group.from, group.to).map((a) => printAddress(a, mode)), "(NIL NIL NIL NIL)");
    next = group.to;
  }
  out.push(...addresses.slice(next).map((a) => printAddress(a, mode)));
  return `(${out.join("")})`;
}

function openGroup(group: AddressGroup, mode: TextMode): string {
  return `(NIL NIL ${ntext(group.raw ?? group.name, mode)} NIL)`;
}

function printAddress(address: MailAddress, mode: TextMode): string {
  const at = address.email.lastIndexOf("@");
  const local = at === -1 ? address.email : address.email.slice(0, at);
  // A missing host is the empty string: NIL would begin a group.
  const host = at === -1 ? "" : address.email.slice(at + 1);
  const mailbox = local.startsWith('"') ? readQuoted(local, 0).value : local;
  const name = ntext(address.raw ?? address.name, mode);
  return `(${name} ${nstring(address.route, mode)} ${printString(mailbox, mode)} ${printString(host, mode)})`;
}

function printPart(part: Part, mode: TextMode, extended: boolean): string {
  if (part.children.length > 0) {
    const children = part.children.map((child) => printPart(child, mode, extended)).join("");
    const ext = extended ? ` ${printParams(part.params, mode)} ${printTail(part, mode)}` : "";
    return `(${children} ${printString(part.subtype, mode)}${ext})`;
  }
  const isText = part.type === "text";
  // The grammar wants an envelope for message/rfc822; one that could not be opened is shown as octets.
  const isClosed = part.type === "message" && /^(rfc822|global)$/.test(part.subtype) && !part.message;
  const [type, subtype] = isClosed ? ["application", "octet-stream"] : [part.type, part.subtype];
  const fields = [
    printString(type, mode),
    printString(subtype, mode),
    printParams(isText ? withCharset(part.params) : part.params, mode),
    nstring(part.id, mode),
    ntext(part.description, mode),
    printString(part.encoding, mode),
    String(part.bodyEnd - part.bodyStart),
  ];
  if (part.message)
    fields.push(printEnvelope(part.message.envelope, mode), printPart(part.message.root, mode, extended));
  if (part.message || isText) fields.push(String(part.lines ?? 0));
  if (extended) fields.push(nstring(part.md5, mode), printTail(part, mode));
  return `(${fields.join(" ")})`;
}

/** Disposition, language, location. */
function printTail(part: Part, mode: TextMode): string {
  const languages = part.language?.map((tag) => printString(tag, mode)) ?? [];
  const language = languages.length === 0 ? "NIL" : languages.length === 1 ? languages[0] : `(${languages.join(" ")})`;
  return `${printDisposition(part.disposition, mode)} ${language} ${nstring(part.location, mode)}`;
}

function printDisposition(disposition: Disposition | undefined, mode: TextMode): string {
  if (disposition === undefined) return "NIL";
  return `(${printString(disposition.type, mode)} ${printParams(disposition.params, mode)})`;
}

function withCharset(params: Record<string, string>): Record<string, string> {
  return "charset" in params || "charset*" in params ? params : { ...params, charset: "us-ascii" };
}

/** `name*` holds decoded text; it goes out in the form of RFC 2231 §4, in UTF-8 and in one piece, which every client reads. */
function printParams(params: Record<string, string>, mode: TextMode): string {
  const pairs = Object.entries(params).map(([name, value]) => {
    const text = name.endsWith("*") ? `UTF-8''${percentEncode(value)}` : value;
    return `${printString(name, mode)} ${printString(text, mode)}`;
  });
  return pairs.length === 0 ? "NIL" : `(${pairs.join(" ")})`;
}

/** The attribute-chars of RFC 2231 §7 as they are, every other octet as %XX. */
export function percentEncode(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^A-Za-z0-9!#$&+\-.^_`{|}~]/gu, (char) =>
      Array.from(Buffer.from(char), (b) => `%${b.toString(16).toUpperCase().padStart(2, "0")}`).join(""),
    );
}
