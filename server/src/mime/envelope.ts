import { LIMITS } from "../lib/limits.ts";
import { type AddressGroup, type MailAddress, parseAddresses } from "./addresses.ts";
import { decodeText } from "./charset.ts";
import { decodeWords } from "./encoded-word.ts";
import { cutField, type HeaderField, isNamed, rawValue, unfold } from "./headers.ts";

export type AddressFieldName = "from" | "sender" | "replyTo" | "to" | "cc" | "bcc";

/**
 * The header fields that IMAP's ENVELOPE and JMAP's convenience properties need, read once. Texts are decoded NFC; where the text as
 * it stood (unfolded) differs, a `raw…` field keeps it for IMAP. Null means the field is absent. Lists of addresses are flat; groups
 * of an address field are ranges in it.
 */
export type Envelope = {
  date: string | null;
  subject: string | null;
  rawSubject?: string;
  from: MailAddress[] | null;
  sender: MailAddress[] | null;
  replyTo: MailAddress[] | null;
  to: MailAddress[] | null;
  cc: MailAddress[] | null;
  bcc: MailAddress[] | null;
  groups?: Partial<Record<AddressFieldName, AddressGroup[]>>;
  messageId: string[] | null;
  rawMessageId?: string;
  inReplyTo: string[] | null;
  rawInReplyTo?: string;
};

const ADDRESS_FIELDS: Record<string, AddressFieldName> = {
  from: "from",
  sender: "sender",
  "reply-to": "replyTo",
  to: "to",
  cc: "cc",
  bcc: "bcc",
};
const NAMES = ["date", "subject", "message-id", "in-reply-to", ...Object.keys(ADDRESS_FIELDS)];

/** Octets of a text field that are described; the whole of it is in the message. */
const MAX_TEXT = 16 * 1024;

/**
 * Reads the envelope from a message's header fields; of a name that occurs twice the last counts (RFC 8621 §4.1.3). Of each address
 * field at most `maxAddresses` are kept. Never throws.
 */
export function envelopeOf(
  buf: Buffer,
  fields: readonly HeaderField[],
  charset = "",
  maxAddresses: number = LIMITS.recipientsPerMessage,
): Envelope {
  const last = new Map<string, HeaderField>();
  for (const field of fields) {
    for (const name of NAMES) {
      if (isNamed(buf, field, name)) last.set(name, field);
    }
  }
  const env: Envelope = {
    date: null,
    subject: null,
    from: null,
    sender: null,
    replyTo: null,
    to: null,
    cc: null,
    bcc: null,
    messageId: null,
    inReplyTo: null,
  };
  for (const [name, field] of last) {
    const addressField = ADDRESS_FIELDS[name];
    const limit = addressField === undefined ? MAX_TEXT : LIMITS.headerBytes;
    const text = headerText(buf, cutField(field, limit), charset);
    if (addressField !== undefined) {
      const { addresses, groups } = parseAddresses(text, Math.min(maxAddresses, LIMITS.recipientsPerMessage));
      env[addressField] = addresses;
      if (groups.length > 0) env.groups = { ...env.groups, [addressField]: groups };
    } else if (name === "date") {
      env.date = text.trim();
    } else if (name === "subject") {
      const raw = text.trim();
      env.subject = textForm(text);
      if (env.subject !== raw) env.rawSubject = raw;
    } else if (name === "message-id") {
      env.messageId = parseMessageIds(text);
      if (rawOf(env.messageId) !== text.trim()) env.rawMessageId = text.trim();
    } else {
      env.inReplyTo = parseMessageIds(text);
      if (rawOf(env.inReplyTo) !== text.trim()) env.rawInReplyTo = text.trim();
    }
  }
  return env;
}

/** How many addresses an envelope holds. */
export function addressCount(envelope: Envelope): number {
  return Object.values(ADDRESS_FIELDS).reduce((sum, name) => sum + (envelope[name]?.length ?? 0), 0);
}

/** A field's unfolded value. Octets that are not UTF-8 are read in `charset` (the message's own), when one is given. */
export function headerText(buf: Buffer, field: HeaderField, charset = ""): string {
  const raw = rawValue(buf, field);
  if (charset === "" || !raw.includes("\ufffd")) return unfold(raw);
  return unfold(decodeText(buf.subarray(field.valueStart, field.end), charset).text);
}

/** JMAP's Text form of an unfolded value: leading white space removed, encoded words decoded, NFC (RFC 8621 §4.1.2.2). */
export function textForm(text: string): string {
  return decodeWords(text.replace(/^[ \t]+/, ""));
}

/**
 * A list of msg-ids without their angle brackets (RFC 8621 §4.1.2.5, RFC 5322 §3.6.4); null when there is none. Ids without brackets
 * are taken too when they hold an at-sign, since some programs write them so.
 */
export function parseMessageIds(text: string): string[] | null {
  const ids: string[] = [];
  for (const m of text.matchAll(/<([^<>]{1,998})>/g)) {
    const id = (m[1] as string).replace(/\s+/g, "");
    if (id !== "") ids.push(id);
  }
  if (ids.length > 0) return ids;
  const bare = text
    .trim()
    .split(/[\s,]+/)
    .filter((word) => /^[^<>()"]+@[^<>()"]+$/.test(word));
  return bare.length > 0 ? bare : null;
}

/** The list as it is usually written. */
export function rawOf(ids: readonly string[] | null): string {
  return ids === null ? "" : ids.map((id) => `<${id}>`).join(" ");
}
