import { jmapKeywordNames } from "../core/mailbox/flags.ts";
import type { StoredEmail } from "../core/mailbox/load-emails.ts";
import { emailBlobId, partBlobId } from "../core/mailbox/open-octets.ts";
import type { MailAddress } from "../mime/addresses.ts";
import { bodyParts, partName } from "../mime/body-parts.ts";
import type { MessageMeta } from "../mime/describe.ts";
import { emailAddress, headerProperty, listHeaders } from "../mime/header-forms.ts";
import { eachPart, type Part, partParam } from "../mime/structure.ts";
import { type BodyValue, bodyValue } from "../mime/text.ts";
import type { EmailWish } from "./email-properties.ts";
import type { Args } from "./method.ts";
import { utc } from "./utc.ts";

/** A message as the properties are read from it. `blobId` names it for its parts. */
export type Described = {
  blobId: string;
  meta: MessageMeta;
  /** The header block as the reader of this copy sees it, trace lines of the delivery included; empty where no octets are needed. */
  header: Uint8Array;
  /** The octets that `meta` describes; empty where none are needed. */
  octets: Uint8Array;
};

/** The properties of an Email that the store knows. RFC 8621 §4.1.1 */
export function storedProperties(email: StoredEmail, wish: EmailWish): Args {
  const all: Args = {
    id: email.email_id,
    blobId: emailBlobId(email.email_id),
    threadId: email.thread_id,
    mailboxIds: setOf(email.mailboxIds),
    keywords: setOf(jmapKeywordNames(email)),
    size: email.size_bytes,
    receivedAt: utc(email.received_at),
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => name === "id" || wish.properties.includes(name)));
}

/** The properties that are read from the message. RFC 8621 §4.1.2 to §4.1.4 */
export function parsedProperties(message: Described, wish: EmailWish): Args {
  const out: Args = {};
  for (const name of wish.properties) {
    const header = wish.headers.get(name);
    if (header) out[name] = headerProperty(message.header, header, charsetOf(message.meta.root));
    else if (name in READERS) out[name] = READERS[name]?.(message, wish);
  }
  return out;
}

const READERS: Record<string, (message: Described, wish: EmailWish) => unknown> = {
  messageId: ({ meta }) => meta.messageId,
  inReplyTo: ({ meta }) => meta.inReplyTo,
  references: ({ meta }) => meta.references,
  sender: ({ meta }) => people(meta.sender),
  from: ({ meta }) => people(meta.from),
  to: ({ meta }) => people(meta.to),
  cc: ({ meta }) => people(meta.cc),
  bcc: ({ meta }) => people(meta.bcc),
  replyTo: ({ meta }) => people(meta.replyTo),
  subject: ({ meta }) => meta.subject,
  sentAt: ({ meta }) => meta.sentAt,
  hasAttachment: ({ meta }) => meta.hasAttachment,
  preview: ({ meta }) => meta.preview,
  headers: ({ header }) => listHeaders(header),
  bodyStructure: (message, wish) => partOf(message, message.meta.root, wish, true),
  textBody: (message, wish) => flat(message, bodyParts(message.meta.root).textBody, wish),
  htmlBody: (message, wish) => flat(message, bodyParts(message.meta.root).htmlBody, wish),
  attachments: (message, wish) => flat(message, bodyParts(message.meta.root).attachments, wish),
  bodyValues: (message, wish) => valuesOf(message, wish),
};

function flat(message: Described, parts: readonly Part[], wish: EmailWish): Args[] {
  return parts.map((part) => partOf(message, part, wish, false));
}

/** One EmailBodyPart with the properties asked for; with its subparts only within bodyStructure. RFC 8621 §4.1.4 */
function partOf(message: Described, part: Part, wish: EmailWish, deep: boolean): Args {
  const isMultipart = part.children.length > 0;
  const out: Args = {};
  const header = () => message.octets.subarray(part.headerStart, part.bodyStart);
  for (const name of wish.partProperties) {
    const property = wish.partHeaders.get(name);
    if (property) out[name] = headerProperty(header(), property, charsetOf(part));
    else if (name === "headers") out[name] = listHeaders(header());
    else if (name === "blobId") out[name] = isMultipart ? null : partBlobId(message.blobId, part.path);
    else if (name !== "subParts") out[name] = PART_READERS[name]?.(part) ?? null;
  }
  if (deep && isMultipart) out.subParts = part.children.map((child) => partOf(message, child, wish, true));
  return out;
}

const PART_READERS: Record<string, (part: Part) => unknown> = {
  partId: (part) => (part.children.length > 0 ? null : part.path),
  size: (part) => part.size ?? part.bodyEnd - part.bodyStart,
  name: partName,
  type: (part) => `${part.type}/${part.subtype}`,
  charset: (part) => (part.type === "text" ? (partParam(part, "charset") ?? "us-ascii") : null),
  disposition: (part) => part.disposition?.type ?? null,
  cid: (part) => part.id?.replace(/^<|>$/g, "") ?? null,
  language: (part) => part.language ?? null,
  location: (part) => part.location ?? null,
};

function valuesOf(message: Described, wish: EmailWish): Record<string, BodyValue> {
  const { root } = message.meta;
  const { textBody, htmlBody } = bodyParts(root);
  const wanted = new Set<Part>();
  if (wish.values.text) for (const part of textBody) wanted.add(part);
  if (wish.values.html) for (const part of htmlBody) wanted.add(part);
  if (wish.values.all) for (const part of eachPart(root)) wanted.add(part);
  const out: Record<string, BodyValue> = {};
  for (const part of wanted) {
    if (part.type === "text" && part.children.length === 0)
      out[part.path] = bodyValue(message.octets, part, wish.values.maxBytes);
  }
  return out;
}

function people(list: readonly MailAddress[] | null): unknown {
  return list?.map(emailAddress) ?? null;
}

function charsetOf(part: Part): string {
  return partParam(part, "charset") ?? "";
}

function setOf(names: readonly string[]): Record<string, true> {
  return Object.fromEntries(names.map((name) => [name, true as const]));
}
