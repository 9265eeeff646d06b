import { MailError } from "../../core/errors.ts";
import type { MessageRow } from "../../core/mailbox/open-mailbox.ts";
import { readMessage } from "../../core/mailbox/read-message.ts";
import { decodeBody, isIdentity, isKnownEncoding } from "../../mime/decode-body.ts";
import type { MessageMeta } from "../../mime/describe.ts";
import { sectionRange, selectFields } from "../../mime/imap-structure.ts";
import { findPart, type Part } from "../../mime/structure.ts";
import type { ImapApp, Writer } from "../command.ts";
import { ImapNo } from "../replies.ts";
import { ConnectionClosed } from "../wire/syntax-error.ts";
import type { FetchItem, Partial, Section } from "./items.ts";

/** Up to this size a message is read once and its sections are cut from it. */
const SMALL_BYTES = 96 * 1024;

/** Octets of one answer: all of them, or the first with the others still to come. */
export type Octets = { size: number; head: Uint8Array; more: AsyncIterator<Uint8Array> | null; binary: boolean };

/** One message whose octets are asked for. */
export type Source = { app: ImapApp; row: MessageRow; meta: MessageMeta; whole: Promise<Buffer> | null };

type Range = { start: number; end: number };

/** The octets an item names, null when the message has no such part. Throws MailError blob.notFound, ImapNo UNKNOWN-CTE. */
export async function octetsOf(
  source: Source,
  item: Extract<FetchItem, { kind: "octets" | "binary" }>,
): Promise<Octets | null> {
  if (item.kind === "binary") return binaryOctets(source, item.path, item.partial);
  const { section, partial } = item;
  if (typeof section.text === "object") {
    const header = rangeOf(source, { path: section.path, text: "header" });
    if (!header) return null;
    const { fields, not } = section.text;
    const chosen = selectFields(await bytesOf(source, header), fields, not ? "except" : "only");
    return whole(slice(chosen, partial));
  }
  const range = rangeOf(source, section);
  return range && stream(source, cut(range, partial));
}

/** A section as a range of the message, prefix included: where the copy's own header lines come first, it begins with them. RFC 9051 §6.4.5.1 */
function rangeOf({ row, meta }: Source, section: Section): Range | null {
  const text = { all: "", header: "HEADER", text: "TEXT", mime: "MIME" } as const;
  const range = sectionRange(meta.root, section.path, text[section.text as keyof typeof text]);
  if (!range) return null;
  const prefix = row.prefix.length;
  return { start: range.withPrefix ? range.start : range.start + prefix, end: range.end + prefix };
}

/** RFC 9051 §6.4.5: a range past the end is cut, one beyond it is empty. */
function cut(range: Range, partial: Partial | null): Range {
  if (!partial) return range;
  const start = Math.min(range.end, range.start + partial.offset);
  return { start, end: Math.min(range.end, start + partial.length) };
}

function slice(bytes: Buffer, partial: Partial | null): Buffer {
  return partial ? bytes.subarray(partial.offset, partial.offset + partial.length) : bytes;
}

function whole(bytes: Uint8Array): Octets {
  return { size: bytes.length, head: bytes, more: null, binary: false };
}

async function bytesOf(source: Source, range: Range): Promise<Buffer> {
  const { app, row } = source;
  if (row.size_bytes <= SMALL_BYTES) {
    source.whole ??= collect(readMessage(app, row));
    return (await source.whole).subarray(range.start, range.end);
  }
  return collect(readMessage(app, row, range));
}

/** Large ranges come piece by piece; the first piece is here before anything is written, so that a missing blob is a clean NO. */
async function stream(source: Source, range: Range): Promise<Octets> {
  const size = range.end - range.start;
  if (size <= SMALL_BYTES) return whole(await bytesOf(source, range));
  const more = readMessage(source.app, source.row, range)[Symbol.asyncIterator]();
  const first = await more.next();
  if (first.done) throw new MailError("blob.notFound");
  return { size, head: first.value, more, binary: false };
}

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  return parts.length === 1
    ? Buffer.from((parts[0] as Uint8Array).buffer, (parts[0] as Uint8Array).byteOffset, (parts[0] as Uint8Array).length)
    : Buffer.concat(parts);
}

/** A leaf part without its transfer encoding; `binary` when it holds NUL and so needs a literal8. RFC 9051 §7.5.2, RFC 3516 §4.2 */
async function binaryOctets(source: Source, path: string, partial: Partial | null): Promise<Octets | null> {
  if (path === "") return stream(source, cut({ start: 0, end: source.row.size_bytes }, partial));
  const part = leafOf(source, path);
  const range = part && rangeOf(source, { path, text: "all" });
  if (!part || !range) return null;
  const octets = slice(decodeBody(await bytesOf(source, range), part.encoding), partial);
  return { ...whole(octets), binary: octets.includes(0) };
}

/** Octets of a leaf part after decoding, as noted at arrival. RFC 9051 §6.4.5 */
export function binarySize(source: Source, path: string): number | null {
  if (path === "") return source.row.size_bytes;
  const part = leafOf(source, path);
  if (!part) return null;
  return part.size !== undefined && !isIdentity(part.encoding) ? part.size : part.bodyEnd - part.bodyStart;
}

function leafOf({ meta }: Source, path: string): Part | null {
  const part = findPart(meta.root, path);
  if (!part || part.children.length > 0) return null;
  if (!isKnownEncoding(part.encoding)) throw new ImapNo("UNKNOWN-CTE", "Unknown transfer encoding");
  return part;
}

/** Writes octets as a literal. A blob that ends early leaves the client in the middle of one: the connection cannot go on. */
export async function writeOctets(octets: Octets, out: Writer): Promise<void> {
  out.put(`${octets.binary ? "~" : ""}{${octets.size}}\r\n`);
  out.bytes(octets.head);
  let left = octets.size - octets.head.length;
  while (octets.more && left > 0) {
    if (out.full()) await out.room();
    const next = await octets.more.next();
    if (next.done) break;
    out.bytes(next.value);
    left -= next.value.length;
  }
  if (left !== 0) throw new ConnectionClosed();
}
