import { isAscii, isUtf8 } from "node:buffer";
import { bodyParts } from "./body-parts.ts";
import { decodeText, isKnownCharset, redecode } from "./charset.ts";
import { isKnownEncoding, partBytes, partPrefix, withoutPartialUtf8 } from "./decode-body.ts";
import { visibleText } from "./html-text.ts";
import type { Part } from "./structure.ts";

/** RFC 8621 §4.1.4. */
export type BodyValue = { value: string; isEncodingProblem: boolean; isTruncated: boolean };

/**
 * The text of a part: decoded, CRLF as LF, NFC. With `maxBytes` above zero it has at most so many octets in UTF-8 and ends neither
 * inside a character nor inside an HTML tag (RFC 8621 §4.2). Never throws.
 */
export function bodyValue(bytes: Uint8Array, part: Part, maxBytes = 0): BodyValue {
  // An octet may become less than one (UTF-16) or up to three of UTF-8: four times as many are surely enough.
  const { bytes: raw, isWhole } =
    maxBytes > 0 ? partPrefix(bytes, part, maxBytes * 4 + 64) : { bytes: partBytes(bytes, part), isWhole: true };
  const charset = textCharset(part, raw);
  const decoded = decodeText(isWhole ? raw : withoutPartialUtf8(raw), charset);
  const text = decoded.text.replaceAll("\r\n", "\n");
  const value = maxBytes > 0 ? truncate(text, maxBytes, part.subtype === "html") : text;
  const isTruncated = !isWhole || value.length < text.length;
  const problem = isWhole ? decoded.problem : value.includes("\ufffd") || !isKnownCharset(charset);
  return { value, isEncodingProblem: problem || !isKnownEncoding(part.encoding), isTruncated };
}

/** The text of a part read in a charset the reader has chosen ("xem với bảng mã"): CRLF as LF, NFC. */
export function bodyTextIn(bytes: Uint8Array, part: Part, charset: string): string {
  return redecode(octetsBefore(partBytes(bytes, part)), charset).replaceAll("\r\n", "\n");
}

/** Octets in an old charset that a program on the way took for Latin-1 and sent on as UTF-8, as they were before; others as they are. */
export function octetsBefore(bytes: Buffer): Buffer {
  if (!isUtf8(bytes) || isAscii(bytes)) return bytes;
  const text = bytes.toString();
  return /^[\0-\xff]*$/.test(text) ? Buffer.from(text, "latin1") : bytes;
}

/**
 * What search indexes of a message: its text parts and those of messages inside it, HTML as visible text, text attachments too. At most
 * about `maxLength` characters, so that one huge log file does not fill the index.
 */
export function searchText(bytes: Uint8Array, root: Part, maxLength: number): string {
  const { textBody, htmlBody, attachments } = bodyParts(root);
  let out = "";
  for (const part of new Set([...textBody, ...htmlBody, ...attachments])) {
    const room = maxLength - out.length;
    if (room <= 0) break;
    const text = textOf(bytes, part, room);
    if (text !== "" && !isSame(out, text)) out += out === "" ? text : `\n${text}`;
  }
  return out.slice(0, maxLength);
}

function textOf(bytes: Uint8Array, part: Part, room: number): string {
  if (part.message) {
    const inner = searchText(bytes, part.message.root, room);
    const { subject } = part.message.envelope;
    return subject === null ? inner : `${subject}\n${inner}`;
  }
  if (part.type !== "text") return "";
  // Markup and style sheets are many times the text they carry.
  const { value } = bodyValue(bytes, part, part.subtype === "html" ? room * 12 : room * 3);
  const text = part.subtype === "html" ? visibleText(value, room) : value;
  return text
    .replace(/[ \t\u00a0]+/g, " ")
    .replace(/\s*\n\s*/g, "\n")
    .trim();
}

/** The HTML form of a text mostly says the same again; then it need not be indexed twice. */
function isSame(text: string, other: string): boolean {
  const tight = (s: string) => s.replace(/\s+/g, "");
  return tight(text).includes(tight(other));
}

/** The part's charset, else the one an HTML text declares itself, else "". */
function textCharset(part: Part, raw: Buffer): string {
  const charset = part.params.charset ?? part.params["charset*"] ?? "";
  if (charset !== "" || part.subtype !== "html") return charset.trim();
  const head = raw.toString("latin1", 0, 2048);
  return /<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})/i.exec(head)?.[1] ?? "";
}

function truncate(text: string, maxBytes: number, isHtml: boolean): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) return text;
  const value = withoutPartialUtf8(bytes.subarray(0, maxBytes)).toString();
  const open = isHtml ? value.lastIndexOf("<") : -1;
  return open !== -1 && !value.includes(">", open) ? value.slice(0, open) : value;
}
