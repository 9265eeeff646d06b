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

/** Reads the header fields and the text of a message, as SEARCH compares them. */
export async function readTexts(
  app: ImapApp,
  row: MessageRow,
  meta: MessageMeta,
): Promise<Pick<Facts, "fields" | "body">> {
  const fields: { name: string; text: string; own: boolean }[] = [];
  const body: string[] = [];
  for (const part of everyPart(meta.root)) {
    const own = part === meta.root;
    fields.push(...(await headerFields(app, row, part, own)));
    if (part.type === "text") body.push(await textOf(app, row, part));
  }
  return { fields, body };
}

/** Reads the message's own header fields alone. */
export async function readFields(app: ImapApp, row: MessageRow, meta: MessageMeta): Promise<Pick<Facts, "fields">> {
  return { fields: await headerFields(app, row, meta.root, true) };
}

/** All parts, those of encapsulated messages too; what is encapsulated brings its own header. */
function* everyPart(part: Part): Generator<Part> {
  yield part;
  for (const child of part.children) yield* everyPart(child);
  if (part.message) yield* everyPart(part.message.root);
}

async function headerFields(app: ImapApp, row: MessageRow, part: Part, own: boolean) {
  const prefix = row.prefix.length;
  const start = own ? 0 : part.headerStart + prefix;
  const octets = await octetsOf(app, row, { start, end: part.bodyStart + prefix });
  const charset = partParam(part, "charset") ?? "";
  return scanHeaders(octets, 0).fields.map((field) => ({
    name: fieldName(octets, field).toLowerCase(),
    text: decodeWords(headerText(octets, field, charset)).trim(),
    own,
  }));
}

async function textOf(app: ImapApp, row: MessageRow, part: Part): Promise<string> {
  const prefix = row.prefix.length;
  const start = part.bodyStart + prefix;
  const end = Math.min(part.bodyEnd + prefix, start + LIMITS.imapSearchTextBytes);
  const octets = decodeBody(await octetsOf(app, row, { start, end }), part.encoding);
  const { text } = decodeText(octets, partParam(part, "charset") ?? "");
  // What a reader sees: entities spell letters, tags are no text.
  return part.subtype === "html" ? entityText(text.replace(/<[^<>]*>/g, "")) : text;
}

async function octetsOf(app: ImapApp, row: MessageRow, range: { start: number; end: number }): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of readMessage(app, row, range)) pieces.push(piece);
  return Buffer.concat(pieces);
}
