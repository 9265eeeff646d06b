import { createHash } from "node:crypto";
import { encode as qpEncode, wrap as qpWrap } from "nodemailer/lib/qp";
import { formatHeaderDate } from "./dates.ts";
import type { EmailAddress, EmailHeader } from "./header-forms.ts";
import { asBuffer } from "./headers.ts";
import { printForm, printParam, printText, writeField } from "./write-header.ts";

/** A file that goes with a message. With a `cid` it belongs to the HTML, which shows it as `cid:…`. */
export type DraftFile = {
  name: string | null;
  /** Media type, "application/octet-stream" if unsure. */
  type: string;
  content: Uint8Array;
  cid?: string;
  disposition?: "attachment" | "inline";
};

/** A message as its writer thinks of it. Ids come without angle brackets. */
export type Draft = {
  from: EmailAddress[];
  sender?: EmailAddress;
  replyTo?: EmailAddress[];
  to: EmailAddress[];
  cc: EmailAddress[];
  bcc: EmailAddress[];
  subject: string;
  text?: string;
  html?: string;
  files: DraftFile[];
  messageId: string;
  inReplyTo?: string[];
  references?: string[];
  /** Epoch milliseconds. */
  date: number;
  /** Further fields, values as one line. */
  headers?: EmailHeader[];
};

/** One MIME entity to write: `children` of a multipart, else `content`. Strings are text, which goes as UTF-8 with CRLF. */
export type Entity = {
  type: string;
  content?: string | Uint8Array;
  children?: Entity[];
  name?: string | null;
  disposition?: string | null;
  cid?: string | null;
  language?: string[] | null;
  location?: string | null;
  /** Further parameters of Content-Type. */
  params?: Record<string, string>;
  /** Further header fields of this entity. */
  headers?: EmailHeader[];
};

/**
 * Writes a message: UTF-8 brought to NFC, ASCII on the wire, CRLF, lines within 998 octets, nothing in a value can begin another field.
 * Without `withBcc` the Bcc field is left out. The same draft gives the same octets. Throws RangeError for an address, an id or a field
 * that no message can hold.
 */
export function composeMessage(draft: Draft, withBcc: boolean): Buffer {
  const headers: EmailHeader[] = [];
  const add = (name: string, value: string) => {
    if (value !== "") headers.push({ name, value });
  };
  const addresses = (name: string, list: EmailAddress[] | undefined) => add(name, printForm(list ?? [], "Addresses"));
  addresses("From", draft.from);
  addresses("Sender", draft.sender && [draft.sender]);
  addresses("Reply-To", draft.replyTo);
  addresses("To", draft.to);
  addresses("Cc", draft.cc);
  if (withBcc) addresses("Bcc", draft.bcc);
  headers.push({ name: "Subject", value: printText(draft.subject) });
  add("Date", formatHeaderDate(draft.date));
  add("Message-ID", printForm([draft.messageId], "MessageIds"));
  add("In-Reply-To", printForm(fitting(draft.inReplyTo), "MessageIds"));
  add("References", printForm(fitting(draft.references), "MessageIds"));
  for (const { name, value } of draft.headers ?? []) add(name, value);
  return composeTree(headers, entityOf(draft));
}

/** Ids that a line can hold and that are ids; those come from other people's messages. */
function fitting(ids: string[] | undefined): string[] {
  return (ids ?? []).filter((id) => id !== "" && id.length <= 800 && !/[<>\s]/.test(id) && /^[\x21-\x7e]+$/.test(id));
}

/** RFC 2046 §5.1.4: files around related pictures around two forms of the text. */
function entityOf(draft: Draft): Entity {
  const related = draft.html === undefined ? [] : draft.files.filter((file) => file.cid !== undefined);
  const attached = draft.files.filter((file) => !related.includes(file));
  const forms: Entity[] = [];
  if (draft.text !== undefined) forms.push({ type: "text/plain", content: draft.text });
  if (draft.html !== undefined) {
    const html: Entity = { type: "text/html", content: draft.html };
    forms.push(related.length === 0 ? html : group("related", [html, ...related.map(fileEntity)]));
  }
  if (forms.length === 0) forms.push({ type: "text/plain", content: "" });
  const body = forms.length === 1 ? (forms[0] as Entity) : group("alternative", forms);
  return attached.length === 0 ? body : group("mixed", [body, ...attached.map(fileEntity)]);
}

function group(subtype: string, children: Entity[]): Entity {
  return { type: `multipart/${subtype}`, children };
}

function fileEntity(file: DraftFile): Entity {
  return {
    type: file.type,
    content: file.content,
    name: file.name,
    disposition: file.disposition ?? (file.cid === undefined ? "attachment" : "inline"),
    cid: file.cid ?? null,
  };
}

/**
 * Writes a message from header fields, whose values are one line or folded, and a tree of entities. MIME-Version and the Content-…
 * fields are added; such fields among `headers` are left out. Throws RangeError as `composeMessage` does.
 */
export function composeTree(headers: readonly EmailHeader[], root: Entity): Buffer {
  const own = headers.filter(({ name }) => !/^(content-|mime-version$)/i.test(name));
  const head = own.map(({ name, value }) => writeField(name, value)).join("");
  const chunks: Buffer[] = [Buffer.from(`${head}MIME-Version: 1.0\r\n`)];
  const seed = createHash("sha256").update(head).digest("hex").slice(0, 24);
  writeEntity(root, chunks, { seed, count: 0 });
  return Buffer.concat(chunks);
}

type Boundaries = { seed: string; count: number };

/** Writes an entity; true when it holds octets beyond ASCII, which the entities around it must say (RFC 2045 §6.4). */
function writeEntity(entity: Entity, out: Buffer[], boundaries: Boundaries): boolean {
  const type = entity.type.trim().toLowerCase();
  if (!/^[a-z0-9!#$&^_.+-]{1,100}\/[a-z0-9!#$&^_.+-]{1,100}$/.test(type)) throw new RangeError("not a media type");
  if (entity.children === undefined) {
    const { encoding, body } = encodeContent(type, entity.content ?? "");
    out.push(Buffer.from(`${entityFields(entity, type, null)}Content-Transfer-Encoding: ${encoding}\r\n\r\n`), body);
    return encoding === "8bit";
  }
  if (!type.startsWith("multipart/") || entity.children.length === 0)
    throw new RangeError("children need a multipart type");
  let has8bit = false;
  const inner: Buffer[][] = entity.children.map((child) => {
    const chunks: Buffer[] = [];
    if (writeEntity(child, chunks, boundaries)) has8bit = true;
    return chunks;
  });
  const boundary = unusedBoundary(boundaries, inner.flat());
  const encoding = has8bit ? "Content-Transfer-Encoding: 8bit\r\n" : "";
  out.push(Buffer.from(`${entityFields(entity, type, boundary)}${encoding}\r\n`));
  for (const chunks of inner) out.push(Buffer.from(`--${boundary}\r\n`), ...chunks, Buffer.from("\r\n"));
  out.push(Buffer.from(`--${boundary}--\r\n`));
  return has8bit;
}

/** "=_" occurs in neither base64 nor quoted-printable; messages that go unencoded are looked through (RFC 2046 §5.1.1). */
function unusedBoundary(boundaries: Boundaries, chunks: Buffer[]): string {
  for (;;) {
    const boundary = `=_${boundaries.seed}_${++boundaries.count}`;
    if (!chunks.some((chunk) => chunk.includes(`--${boundary}`))) return boundary;
  }
}

function entityFields(entity: Entity, type: string, boundary: string | null): string {
  const name = entity.name ?? "";
  const params = Object.entries(entity.params ?? {}).filter(
    ([key]) => /^[a-z0-9-]{1,40}$/i.test(key) && key !== "boundary",
  );
  let contentType = type + params.map(([key, value]) => printParam(key, value)).join("");
  if (typeof entity.content === "string" && type.startsWith("text/")) contentType += "; charset=utf-8";
  if (boundary !== null) contentType += printParam("boundary", boundary);
  if (name !== "") contentType += `; name="${printText(name).replace(/["\\]/g, "\\$&")}"`;
  const fields: [string, string][] = [["Content-Type", contentType]];
  const disposition = entity.disposition ?? (name === "" ? "" : "attachment");
  // RFC 2183 §2
  if (disposition !== "") {
    const word = disposition.toLowerCase().replace(/[^a-z0-9-]/g, "");
    fields.push(["Content-Disposition", (word || "attachment") + (name === "" ? "" : printParam("filename", name))]);
  }
  if (entity.cid) fields.push(["Content-ID", printForm([entity.cid], "MessageIds")]);
  if (entity.language && entity.language.length > 0) fields.push(["Content-Language", entity.language.join(", ")]);
  if (entity.location) fields.push(["Content-Location", entity.location]);
  for (const header of entity.headers ?? []) {
    if (!/^content-transfer-encoding$/i.test(header.name)) fields.push([header.name, header.value]);
  }
  return fields.map(([key, value]) => writeField(key, value)).join("");
}

type Encoded = { encoding: string; body: Buffer };

/** Text goes as it is when it is short ASCII lines, else in the shorter of quoted-printable and base64; files in base64. */
function encodeContent(type: string, content: string | Uint8Array): Encoded {
  if (typeof content === "string" && type.startsWith("text/"))
    return encodeText(content.normalize("NFC").toWellFormed());
  const bytes = typeof content === "string" ? Buffer.from(content) : asBuffer(content);
  // RFC 2046 §5.2.1: an encapsulated message may not be encoded; nor may the reports of RFC 3464 §2.1 and RFC 8098 §3.1.
  if (type.startsWith("message/")) {
    const body = withCrlf(bytes);
    return { encoding: isShortAscii(body, 998) ? "7bit" : "8bit", body };
  }
  if (type === "text/rfc822-headers" && isShortAscii(bytes, 998)) return { encoding: "7bit", body: withCrlf(bytes) };
  return { encoding: "base64", body: base64Lines(bytes) };
}

function encodeText(text: string): Encoded {
  const body = withCrlf(Buffer.from(text));
  if (isShortAscii(body, 78)) return { encoding: "7bit", body };
  let escaped = 0;
  for (const c of body) if (c > 126 || c === 61 || (c < 32 && c !== 10 && c !== 13)) escaped++;
  // Quoted-printable triples what it escapes, base64 adds a third to everything.
  if (escaped * 6 > body.length) return { encoding: "base64", body: base64Lines(body) };
  return { encoding: "quoted-printable", body: Buffer.from(qpWrap(qpEncode(body), 76), "latin1") };
}

function isShortAscii(bytes: Buffer, longest: number): boolean {
  let length = 0;
  for (const c of bytes) {
    if (c === 10) length = 0;
    else if (c === 0 || c > 126 || ++length > longest) return false;
  }
  return true;
}

/** Every line break as CRLF, lone CR and LF too. */
function withCrlf(bytes: Buffer): Buffer {
  const text = bytes.toString("latin1");
  return /(?:^|[^\r])\n|\r(?!\n)/.test(text) ? Buffer.from(text.replace(/\r\n|\r|\n/g, "\r\n"), "latin1") : bytes;
}

function base64Lines(bytes: Buffer): Buffer {
  // 57 octets are one line of 76 characters.
  const lines: string[] = [];
  for (let i = 0; i < bytes.length; i += 57 * 1024) {
    const text = bytes.toString("base64", i, i + 57 * 1024);
    lines.push(text.replace(/.{76}(?=.)/g, "$&\r\n"));
  }
  return Buffer.from(lines.join("\r\n"), "latin1");
}
