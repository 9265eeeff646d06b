import type { MailAddress } from "./addresses.ts";
import { parseAddresses } from "./addresses.ts";
import { offeredFiles, partName } from "./body-parts.ts";
import { parseDate } from "./dates.ts";
import { decodedSize, isIdentity } from "./decode-body.ts";
import { type Envelope, envelopeOf, headerText, parseMessageIds } from "./envelope.ts";
import { asBuffer, cutField, type HeaderField, isNamed, lastField, plainValue } from "./headers.ts";
import { previewOf } from "./preview.ts";
import { eachPart, type Part, partParam, scanStructure } from "./structure.ts";
import { baseSubject } from "./subject.ts";

/**
 * All that is known of a message without reading it again: computed once, at arrival, and stored as JSON with its blob. A change of
 * the form raises `v`. Address lists and texts are those of `Envelope`.
 */
export type MessageMeta = Envelope & {
  v: 1;
  /** Octets of the blob. */
  size: number;
  root: Part;
  references: string[] | null;
  /** RFC 5256 §2.1, of the decoded subject; "" when there is none. */
  baseSubject: string;
  /** The Date field as a JMAP Date with its zone; null when absent or unreadable. */
  sentAt: string | null;
  hasAttachment: boolean;
  /** File names of what a reader is offered to download, in order. */
  attachmentNames: string[];
  preview: string;
  /** RFC 2919: the identifier alone. */
  listId: string | null;
  /** RFC 3834 §5, lower case: "no", "auto-generated", "auto-replied" … */
  autoSubmitted: string | null;
  /** Lower case: "bulk", "list", "junk" … */
  precedence: string | null;
  /** From lists, robots and bulk senders: never answer automatically. */
  isAutomatic: boolean;
  importance: "high" | "low" | null;
  /** Who asked for a read receipt (RFC 8098 §2.1). */
  receiptTo: MailAddress[] | null;
};

/** Octets of a field that are read; some thousand references. */
const MAX_TEXT = 64 * 1024;

/** Describes a message. Never throws, whatever the octets are. */
export function describeMessage(bytes: Uint8Array): MessageMeta {
  const buf = asBuffer(bytes);
  const { root, fields } = scanStructure(buf);
  const charset = partParam(root, "charset") ?? "";
  const envelope = envelopeOf(buf, fields, charset);
  noteSizes(buf, root);
  const offered = offeredFiles(root);
  const text = (name: string) => {
    const field = lastField(buf, fields, name);
    return field === null ? null : headerText(buf, cutField(field, MAX_TEXT), charset).trim();
  };
  const references = text("references");
  const receipt = text("disposition-notification-to");
  const list = text("list-id");
  return {
    v: 1,
    size: buf.length,
    root,
    ...envelope,
    references: references === null ? null : parseMessageIds(references),
    baseSubject: envelope.subject === null ? "" : baseSubject(envelope.subject),
    sentAt: envelope.date === null ? null : parseDate(envelope.date),
    hasAttachment: offered.length > 0,
    attachmentNames: offered.map(partName).filter((name) => name !== null),
    preview: previewOf(buf, root),
    listId: list === null ? null : (/<([^<>]*)>/.exec(list)?.[1]?.trim() ?? list),
    autoSubmitted: keyword(text("auto-submitted")),
    precedence: keyword(text("precedence")),
    isAutomatic: isAutomatic(buf, fields),
    importance: importanceOf(text("importance") ?? text("x-priority") ?? text("priority")),
    receiptTo: receipt === null ? null : parseAddresses(receipt).addresses,
  };
}

/** Sizes after decoding, for JMAP's EmailBodyPart and IMAP's BINARY.SIZE; identity encodings need no note. */
function noteSizes(buf: Buffer, root: Part): void {
  for (const part of eachPart(root)) {
    if (part.children.length === 0 && !isIdentity(part.encoding)) {
      part.size = decodedSize(buf.subarray(part.bodyStart, part.bodyEnd), part.encoding);
    }
    if (part.message) noteSizes(buf, part.message.root);
  }
}

/** The first word of a field, lower case, without parameters. */
function keyword(text: string | null): string | null {
  const word = text?.split(/[\s;(]/, 1)[0]?.toLowerCase() ?? "";
  return word === "" ? null : word;
}

/** RFC 3834 §2, and the fields that lists and robots set. */
function isAutomatic(buf: Buffer, fields: readonly HeaderField[]): boolean {
  return fields.some((field) => {
    if (isNamed(buf, field, "auto-submitted")) return keyword(plainValue(buf, cutField(field, 1_000))) !== "no";
    if (isNamed(buf, field, "precedence"))
      return /^(bulk|list|junk)$/.test(keyword(plainValue(buf, cutField(field, 1_000))) ?? "");
    if (isNamed(buf, field, "x-auto-response-suppress"))
      return /\b(all|oof|autoreply)\b/i.test(plainValue(buf, cutField(field, 1_000)));
    return AUTOMATIC_FIELDS.some((name) => isNamed(buf, field, name));
  });
}

const AUTOMATIC_FIELDS = ["list-id", "list-unsubscribe", "list-post", "x-autoreply", "x-autorespond", "feedback-id"];

function importanceOf(text: string | null): "high" | "low" | null {
  if (text === null) return null;
  if (/^(high|urgent|[12]\b)/i.test(text)) return "high";
  return /^(low|non-urgent|[45]\b)/i.test(text) ? "low" : null;
}
