import type { MessageRow } from "../../core/mailbox/open-mailbox.ts";
import { readMessage } from "../../core/mailbox/read-message.ts";
import { LIMITS } from "../../lib/limits.ts";
import { decodeText } from "../../mime/charset.ts";
import { decodeBody } from "../../mime/decode-body.ts";
import type { MessageMeta } from "../../mime/describe.ts";
import { decodeWords } from "../../mime/encoded-word.ts";
import { entityText } from "../../mime/entities.ts";
import { headerText } from "../../mime/envelope.ts";
import { fieldName, scanHeaders } from "../../mime/headers.ts";
import { type Part, partParam } from "../../mime/structure.ts";
import type { ImapApp } from "../command.ts";
import type { Facts } from "./match.ts";

/** Up to this size a message is read once and its parts are cut from it. */
const SMALL_BYTES = 256 * 1024;

/** What of a message is to be read. */
export type Wanted = { ownFields: boolean; allFields: boolean; body: boolean };
type Source = { row: MessageRow; meta: MessageMeta; octets: (start: number, end: number) => Promise<Buffer> };

/** Reads header fields and text of a message, as SEARCH compares them. Throws MailError blob.notFound. */
export async function readTexts(
  app: ImapApp,
  row: MessageRow,
  meta: MessageMeta,
  wanted: Wanted,
): Promise<Pick<Facts, "fields" | "body">> {
  const source = await open(app, row, meta);
  const fields: { name: string; text: string; own: boolean }[] = [];
  const body: string[] = [];
  for (const part of everyPart(meta.root)) {
    const own = part === meta.root;
    if (wanted.allFields || (wanted.ownFields && own)) fields.push(...(await headerFields(source, part, own)));
    if (wanted.body && part.type === "text") body.push(await textOf(source, part));
  }
  return { fields, body };
}

async function open(app: ImapApp, row: MessageRow, meta: MessageMeta): Promise<Source> {
  const collect = async (start: number, end: number) => {
    const pieces: Uint8Array[] = [];
    for await (const piece of readMessage(app, row, { start, end })) pieces.push(piece);
    return Buffer.concat(pieces);
  };
  if (row.size_bytes > SMALL_BYTES) return { row, meta, octets: collect };
  const whole = await collect(0, row.size_bytes);
  return { row, meta, octets: async (start, end) => whole.subarray(start, end) };
}

/** All parts, those of encapsulated messages too; what is encapsulated brings its own header. */
function* everyPart(part: Part): Generator<Part> {
  yield part;
  for (const child of part.children) yield* everyPart(child);
  if (part.message) yield* everyPart(part.message.root);
}

async function headerFields({ row, octets: read }: Source, part: Part, own: boolean) {
  const prefix = row.prefix.length;
  const octets = await read(own ? 0 : part.headerStart + prefix, part.bodyStart + prefix);
  const charset = partParam(part, "charset") ?? "";
  return scanHeaders(octets, 0).fields.map((field) => ({
    name: fieldName(octets, field).toLowerCase(),
    text: decodeWords(headerText(octets, field, charset)).trim(),
    own,
  }));
}

async function textOf({ row, octets: read }: Source, part: Part): Promise<string> {
  const prefix = row.prefix.length;
  const start = part.bodyStart + prefix;
  const end = Math.min(part.bodyEnd + prefix, start + LIMITS.imapSearchTextBytes);
  const octets = decodeBody(await read(start, end), part.encoding);
  const { text } = decodeText(octets, partParam(part, "charset") ?? "");
  // What a reader sees: entities spell letters, tags are no text.
  return part.subtype === "html" ? entityText(text.replace(/<[^<>]*>/g, "")) : text;
}
