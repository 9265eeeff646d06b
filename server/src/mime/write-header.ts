import { domainToASCII } from "node:url";
import { nfc } from "@congthu/shared/fold";
import { encodeWords, encodeWordsAlways } from "./encoded-word.ts";
import type { EmailAddress, EmailAddressGroup, HeaderForm, HeaderValue } from "./header-forms.ts";
import { percentEncode } from "./imap-structure.ts";

/** Preferred and greatest length of a line (RFC 5322 §2.1.1). */
const LINE = 76;
const LONGEST_TOKEN = 900;

/**
 * One header field with its line break, folded at white space (RFC 5322 §2.2.3). The value is one line or already folded; what is
 * beyond ASCII goes into encoded words. Throws RangeError for a name that is none, and for a value that could begin another field.
 */
export function writeField(name: string, value: string): string {
  if (!/^[\x21-\x39\x3b-\x7e]{1,70}$/.test(name)) throw new RangeError("not a header name");
  const unfolded = value.replace(/\r?\n(?=[ \t])/g, "").trim();
  if (/[\r\n\0]/.test(unfolded)) throw new RangeError("line break in a header value");
  return `${foldLine(`${name}: ${/^[\x20-\x7e\t]*$/.test(unfolded) ? unfolded : encodeWords(nfc(unfolded))}`)}\r\n`;
}

/** The field value to write for a value in a parsed form (RFC 8621 §4.1.2), one ASCII line. Throws RangeError as `writeField` does. */
export function printForm(value: HeaderValue, form: Exclude<HeaderForm, "Raw">): string {
  if (value === null) return "";
  if (typeof value === "string") return form === "Date" ? printDate(value) : printText(value);
  if (form === "MessageIds" || form === "URLs") {
    return (value as string[]).map((item) => `<${safe(item, /[<>\s]/)}>`).join(form === "URLs" ? ", " : " ");
  }
  if (form === "Addresses") return (value as EmailAddress[]).map(printAddress).join(", ");
  return (value as EmailAddressGroup[])
    .map((group) => {
      const members = group.addresses.map(printAddress).join(", ");
      return group.name === null ? members : `${printPhrase(group.name)}: ${members};`;
    })
    .filter((text) => text !== "")
    .join(", ");
}

/** Unstructured text such as a subject. */
export function printText(text: string): string {
  const line = nfc(oneLine(text)).trim();
  return /\S{900}/.test(line) ? encodeWordsAlways(line) : encodeWords(line);
}

/** One mailbox as it stands in a header (RFC 5322 §3.4). A domain beyond ASCII goes as A-labels when the local part allows it. */
export function printAddress(address: EmailAddress): string {
  const email = asciiDomain(safe(nfc(address.email.trim()), /[\r\n\0<>]/));
  if (email === "" || email.length > LONGEST_TOKEN) throw new RangeError("not an address");
  const name = address.name === null ? "" : oneLine(address.name).trim();
  // In angle brackets nothing in an unusual address can be read as a second one.
  if (name === "") return /^[^\s"(),:;<>@[\\\]]+@[^\s"(),:;<>@[\\\]]+$/.test(email) ? email : `<${email}>`;
  return `${printPhrase(name)} <${email}>`;
}

/**
 * A parameter to append to a field value, with its leading semicolon. Text beyond ASCII or too long goes in the form of RFC 2231 §4,
 * after a plain one without diacritics for programs that know no better.
 */
export function printParam(name: string, text: string): string {
  const value = nfc(oneLine(text)).toWellFormed();
  const isPlain = /^[\x20-\x7e]*$/.test(value) && value.length <= 200;
  const plain = isPlain ? value : asciiName(value);
  const quoted = `; ${name}="${plain.replace(/["\\]/g, "\\$&")}"`;
  if (isPlain) return /^[A-Za-z0-9!#$&+\-.^_`{|}~]+$/.test(plain) ? `; ${name}=${plain}` : quoted;
  return quoted + extendedParam(name, value);
}

/** RFC 2231 §3 and §4.1: in one piece where it fits a line, since not every program joins pieces. */
function extendedParam(name: string, value: string): string {
  const whole = percentEncode(value);
  if (whole.length <= 600) return `; ${name}*=UTF-8''${whole}`;
  const pieces: string[] = [""];
  for (const char of value) {
    const encoded = percentEncode(char);
    const last = pieces.length - 1;
    if ((pieces[last] as string).length + encoded.length > 60) pieces.push(encoded);
    else pieces[last] += encoded;
  }
  return pieces.map((piece, i) => `; ${name}*${i}*=${i === 0 ? "UTF-8''" : ""}${piece}`).join("");
}

/** A name without diacritics; its case is kept. What has no plain letter becomes "_". */
export function asciiName(text: string): string {
  const plain = text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/đ/g, "d")
    .replace(/Đ/g, "D")
    .replace(/[^\x20-\x7e]+/g, "_");
  return plain.length <= 100 ? plain : `${plain.slice(0, 80)}${/\.[A-Za-z0-9]{1,8}$/.exec(plain)?.[0] ?? ""}`;
}

/** A display name or group name: an atom, a quoted-string or encoded words. */
function printPhrase(name: string): string {
  const text = nfc(oneLine(name));
  const isAscii = /^[\x20-\x7e]*$/.test(text) && !text.includes("=?") && !/\S{900}/.test(text);
  if (!isAscii) return encodeWordsAlways(text);
  return /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~ ]+$/.test(text) ? text : `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** JMAP's Date as RFC 5322 §3.3 writes it, in its own zone. */
function printDate(date: string): string {
  const ms = Date.parse(date);
  if (Number.isNaN(ms)) throw new RangeError("not a date");
  const m = /([+-])(\d{2}):(\d{2})$/.exec(date);
  const minutes = m === null ? 0 : (Number(m[2]) * 60 + Number(m[3])) * (m[1] === "-" ? -1 : 1);
  return new Date(ms + minutes * 60_000).toUTCString().replace(/GMT$/, m === null ? "+0000" : `${m[1]}${m[2]}${m[3]}`);
}

/** Folds before white space so that lines stay within 76 characters where there is white space at all. */
function foldLine(text: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.match(/[ \t]*[^ \t]+|[ \t]+$/g) ?? []) {
    // The first word after the colon stays with the name.
    if (line.length + word.length > LINE && line !== "" && !/^[^ \t]+:$/.test(line)) {
      lines.push(line);
      line = "";
    }
    line += word;
  }
  lines.push(line);
  return lines.join("\r\n");
}

function asciiDomain(email: string): string {
  const at = email.lastIndexOf("@");
  const local = email.slice(0, at);
  if (at === -1 || /^[\x21-\x7e]*$/.test(email) || !/^[\x20-\x7e]*$/.test(local)) return email;
  const domain = domainToASCII(email.slice(at + 1));
  return domain === "" ? email : `${local}@${domain}`;
}

function oneLine(text: string): string {
  return text.replace(/[\r\n\0]+/g, " ");
}

function safe(text: string, forbidden: RegExp): string {
  if (text.length > LONGEST_TOKEN || forbidden.test(text)) throw new RangeError("character not allowed in a header");
  return text;
}
