import { type EmailHeader, type HeaderForm, type HeaderValue, parseHeaderProperty } from "../mime/header-forms.ts";
import { printForm } from "../mime/write-header.ts";
import { invalidProperties } from "./failure.ts";
import type { Args } from "./method.ts";

/** The properties that stand for one header field each, in the order in which fields are written. */
const CONVENIENT: readonly [property: string, field: string, form: Exclude<HeaderForm, "Raw">][] = [
  ["from", "From", "Addresses"],
  ["sender", "Sender", "Addresses"],
  ["replyTo", "Reply-To", "Addresses"],
  ["to", "To", "Addresses"],
  ["cc", "Cc", "Addresses"],
  ["bcc", "Bcc", "Addresses"],
  ["subject", "Subject", "Text"],
  ["sentAt", "Date", "Date"],
  ["messageId", "Message-ID", "MessageIds"],
  ["inReplyTo", "In-Reply-To", "MessageIds"],
  ["references", "References", "MessageIds"],
];

/**
 * The header fields that properties of a new Email or part stand for. Throws invalidProperties for a form the field may not take, for
 * two properties of one field, and for values no header can hold. RFC 8621 §4.6
 */
export function headersFrom(record: Args): EmailHeader[] {
  const out: EmailHeader[] = [];
  const wrong: string[] = [];
  const taken = new Set<string>();
  const add = (property: string, name: string, write: () => string | null) => {
    const key = name.toLowerCase();
    if (taken.has(key)) wrong.push(property);
    taken.add(key);
    try {
      const value = write();
      if (value !== null && value.trim() !== "") out.push({ name, value });
    } catch (err) {
      if (!(err instanceof RangeError || err instanceof TypeError)) throw err;
      wrong.push(property);
    }
  };
  for (const [property, name, form] of CONVENIENT) {
    const value = record[property];
    if (value !== undefined && value !== null) add(property, name, () => printForm(withNames(value), form));
  }
  for (const [property, value] of Object.entries(record)) {
    if (!property.startsWith("header:")) continue;
    const header = parseHeaderProperty(property);
    if (!header) wrong.push(property);
    else if (header.all && Array.isArray(value)) {
      for (const one of value) add(property, header.name, () => printed(one, header.form));
      taken.add(header.name.toLowerCase());
    } else if (!header.all) add(property, header.name, () => printed(value, header.form));
    else wrong.push(property);
  }
  if (wrong.length > 0) throw invalidProperties(wrong);
  return out;
}

function printed(value: unknown, form: HeaderForm): string | null {
  if (value === null) return null;
  if (form !== "Raw") return printForm(withNames(value), form);
  if (typeof value !== "string") throw new TypeError("a raw header value is a text");
  return value;
}

/** A name that was left out is null. */
function withNames(value: unknown): HeaderValue {
  if (!Array.isArray(value)) {
    if (typeof value !== "string") throw new TypeError("not a header value");
    return value;
  }
  return value.map((item: unknown) => {
    if (typeof item !== "object" || item === null) return item;
    if ("addresses" in item) return { name: null, ...item, addresses: withNames(item.addresses) };
    return { name: null, ...item };
  }) as HeaderValue;
}
