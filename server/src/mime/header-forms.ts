import { type MailAddress, parseAddresses } from "./addresses.ts";
import { parseDate } from "./dates.ts";
import { headerText, parseMessageIds, textForm } from "./envelope.ts";
import { asBuffer, fieldName, rawValue, scanHeaders } from "./headers.ts";
import { withoutComments } from "./params.ts";

/** JMAP's shapes of a header field (RFC 8621 §4.1.2). */
export type HeaderForm = "Raw" | "Text" | "Addresses" | "GroupedAddresses" | "MessageIds" | "Date" | "URLs";
export type EmailHeader = { name: string; value: string };
export type EmailAddress = { name: string | null; email: string };
export type EmailAddressGroup = { name: string | null; addresses: EmailAddress[] };
export type HeaderValue = string | string[] | EmailAddress[] | EmailAddressGroup[] | null;

/** A property such as `header:Resent-To:asAddresses:all` (RFC 8621 §4.1.3). */
export type HeaderProperty = { name: string; form: HeaderForm; all: boolean };

const FORMS: readonly HeaderForm[] = ["Raw", "Text", "Addresses", "GroupedAddresses", "MessageIds", "Date", "URLs"];

/** What RFC 8621 §4.1.2 allows for the fields of RFC 5322 and RFC 2369; every other field may take any form. */
const ALLOWED: Record<string, readonly HeaderForm[]> = {
  ...forAll(["subject", "comments", "keywords"], ["Text"]),
  ...forAll(["from", "sender", "reply-to", "to", "cc", "bcc"], ["Addresses", "GroupedAddresses"]),
  ...forAll(
    ["resent-from", "resent-sender", "resent-reply-to", "resent-to", "resent-cc", "resent-bcc"],
    ["Addresses", "GroupedAddresses"],
  ),
  ...forAll(["message-id", "in-reply-to", "references", "resent-message-id"], ["MessageIds"]),
  ...forAll(["date", "resent-date"], ["Date"]),
  ...forAll(["list-help", "list-unsubscribe", "list-subscribe", "list-post", "list-owner", "list-archive"], ["URLs"]),
  ...forAll(["return-path", "received"], []),
};

function forAll(names: string[], forms: readonly HeaderForm[]): Record<string, readonly HeaderForm[]> {
  return Object.fromEntries(names.map((name) => [name, forms]));
}

/** Reads a property name; null when it is none or asks for a form the field may not take. */
export function parseHeaderProperty(property: string): HeaderProperty | null {
  const m = /^header:([\x21-\x39\x3b-\x7e]+)(?::as([A-Za-z]+))?(:all)?$/.exec(property);
  if (m === null) return null;
  const form = FORMS.find((f) => f === (m[2] ?? "Raw"));
  const name = m[1] as string;
  if (form === undefined || !isFormAllowed(name, form)) return null;
  return { name, form, all: m[3] !== undefined };
}

/** Whether a field may be fetched or set in this form (RFC 8621 §4.1.2). */
export function isFormAllowed(name: string, form: HeaderForm): boolean {
  const allowed = ALLOWED[name.toLowerCase()];
  return form === "Raw" || allowed === undefined || allowed.includes(form);
}

/** All fields of the header block that begins the octets, in order, in Raw form. */
export function listHeaders(header: Uint8Array): EmailHeader[] {
  const buf = asBuffer(header);
  return scanHeaders(buf, 0).fields.map((field) => ({ name: fieldName(buf, field), value: rawValue(buf, field) }));
}

/**
 * The value of a header property: of the last field of that name or null; with `all` an array for every one. `charset` reads octets
 * that are not UTF-8, as in `describeMessage`.
 */
export function headerProperty(
  header: Uint8Array,
  property: HeaderProperty,
  charset = "",
): HeaderValue | HeaderValue[] {
  const buf = asBuffer(header);
  const name = property.name.toLowerCase();
  const fields = scanHeaders(buf, 0).fields.filter((field) => fieldName(buf, field).toLowerCase() === name);
  const values = (property.all ? fields : fields.slice(-1)).map((field) =>
    property.form === "Raw" ? rawValue(buf, field) : readForm(headerText(buf, field, charset), property.form),
  );
  return property.all ? values : (values[0] ?? null);
}

/** An unfolded field value in one of the parsed forms. */
export function readForm(text: string, form: Exclude<HeaderForm, "Raw">): HeaderValue {
  if (form === "Text") return textForm(text);
  if (form === "Addresses") return parseAddresses(text).addresses.map(emailAddress);
  if (form === "GroupedAddresses") return groupedAddresses(text);
  if (form === "MessageIds") return parseMessageIds(text);
  if (form === "Date") return parseDate(text);
  const urls = [...withoutComments(text).matchAll(/<([^<>]+)>/g)].map((m) => (m[1] as string).replace(/\s+/g, ""));
  return urls.length > 0 ? urls : null;
}

/** A stored address as JMAP gives it. */
export function emailAddress(address: MailAddress): EmailAddress {
  return { name: address.name, email: address.email };
}

function groupedAddresses(text: string): EmailAddressGroup[] {
  const { addresses, groups } = parseAddresses(text);
  const out: EmailAddressGroup[] = [];
  const loose = (from: number, to: number) => {
    if (to > from) out.push({ name: null, addresses: addresses.slice(from, to).map(emailAddress) });
  };
  let next = 0;
  for (const group of groups) {
    loose(next, group.from);
    out.push({ name: group.name, addresses: addresses.slice(group.from, group.to).map(emailAddress) });
    next = group.to;
  }
  loose(next, addresses.length);
  return out;
}
