import { hexValue } from "./encoded-word.ts";
import { asBuffer } from "./headers.ts";
import type { Part } from "./structure.ts";

/** Content-Transfer-Encodings that are undone; of others the octets are given as they stand (RFC 8621 §4.1.4). */
export function isKnownEncoding(encoding: string): boolean {
  return encoding === "base64" || encoding === "quoted-printable" || isIdentity(encoding);
}

/** Encodings that leave the octets as they are. RFC 2045 §6.2 */
export function isIdentity(encoding: string): boolean {
  return encoding === "7bit" || encoding === "8bit" || encoding === "binary";
}

/** Undoes a transfer encoding (RFC 2045 §6). Damaged input gives what can be read. Never throws. */
export function decodeBody(bytes: Uint8Array, encoding: string): Buffer {
  const buf = asBuffer(bytes);
  if (encoding === "base64") return decodeBase64(buf);
  return encoding === "quoted-printable" ? decodeQuotedPrintable(buf) : buf;
}

/** How many octets `decodeBody` gives. */
export function decodedSize(bytes: Uint8Array, encoding: string): number {
  if (encoding === "quoted-printable") return quotedPrintableSize(asBuffer(bytes));
  return decodeBody(bytes, encoding).length;
}

/** The decoded body of a part of the message `bytes`. */
export function partBytes(bytes: Uint8Array, part: Part): Buffer {
  return decodeBody(asBuffer(bytes).subarray(part.bodyStart, part.bodyEnd), part.encoding);
}

/** At least the first `maxBytes` decoded octets of a part, or all; decodes little more than it must. */
export function partPrefix(bytes: Uint8Array, part: Part, maxBytes: number): { bytes: Buffer; isWhole: boolean } {
  const raw = asBuffer(bytes).subarray(part.bodyStart, part.bodyEnd);
  const rawMax = isIdentity(part.encoding) ? maxBytes : maxBytes * 3 + 100;
  if (raw.length <= rawMax) return cut(decodeBody(raw, part.encoding), maxBytes);
  // Not inside an escape or a soft line break.
  let end = rawMax;
  if (part.encoding === "quoted-printable") {
    const escapeAt = raw.lastIndexOf(61, end - 1);
    if (escapeAt >= end - 3) end = escapeAt;
  }
  const decoded = decodeBody(raw.subarray(0, end), part.encoding);
  return { bytes: decoded.subarray(0, maxBytes), isWhole: false };
}

function cut(bytes: Buffer, maxBytes: number): { bytes: Buffer; isWhole: boolean } {
  return bytes.length <= maxBytes ? { bytes, isWhole: true } : { bytes: bytes.subarray(0, maxBytes), isWhole: false };
}

/** Drops an incomplete UTF-8 character at the end, as a cut leaves it. */
export function withoutPartialUtf8(bytes: Buffer): Buffer {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const c = bytes[bytes.length - back] as number;
    if ((c & 0xc0) === 0x80) continue;
    const need = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;
    return need > back ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}

/**
 * Undoes a transfer encoding while the octets stream by, whatever their chunks; the same result as `decodeBody`. `end` gives what
 * is still held back.
 */
export function createBodyDecoder(encoding: string): { write(chunk: Uint8Array): Buffer; end(): Buffer } {
  if (encoding === "base64") return base64Stream();
  if (encoding === "quoted-printable") return lineStream();
  return { write: (chunk) => asBuffer(chunk), end: () => Buffer.alloc(0) };
}

/** `createBodyDecoder` over a stream of chunks. */
export async function* decodeStream(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<Buffer> {
  const decoder = createBodyDecoder(encoding);
  for await (const chunk of chunks) {
    const out = decoder.write(chunk);
    if (out.length > 0) yield out;
  }
  const rest = decoder.end();
  if (rest.length > 0) yield rest;
}

/** RFC 2045 §6.8; characters outside the alphabet are passed over, padding ends a run and reading goes on after it. */
function decodeBase64(buf: Buffer): Buffer {
  const pad = buf.indexOf(61);
  // The native decoder stops at padding; pieces joined after it are rare.
  const isOnePiece = pad === -1 || !/[A-Za-z0-9+/_-]/.test(buf.toString("latin1", pad, pad + 4096));
  return isOnePiece ? Buffer.from(buf.toString("latin1"), "base64") : decodePieces(buf);
}

const SEXTETS = new Int8Array(256).fill(-1);
for (const [i, c] of Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/").entries())
  SEXTETS[c] = i;
// As the native decoder does.
SEXTETS["-".charCodeAt(0)] = 62;
SEXTETS["_".charCodeAt(0)] = 63;

function decodePieces(buf: Buffer): Buffer {
  const out = Buffer.allocUnsafe(Math.ceil((buf.length * 3) / 4));
  let n = 0;
  let bits = 0;
  let held = 0;
  for (let i = 0; i < buf.length; i++) {
    const c = buf[i] as number;
    const sextet = SEXTETS[c] as number;
    if (c === 61) held = 0;
    if (sextet < 0) continue;
    bits = ((bits << 6) | sextet) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      out[n++] = (bits >> held) & 255;
    }
  }
  return out.subarray(0, n);
}

function base64Stream() {
  let held = "";
  return {
    write(chunk: Uint8Array): Buffer {
      const text =
        held +
        asBuffer(chunk)
          .toString("latin1")

          .replace(/[^A-Za-z0-9+/=_-]+/g, "");
      const pad = text.lastIndexOf("=");
      // After padding a new run of quads begins.
      const whole = pad + 1 + Math.floor((text.length - pad - 1) / 4) * 4;
      held = text.slice(whole);
      return decodeBase64(Buffer.from(text.slice(0, whole), "latin1"));
    },
    end: () => decodeBase64(Buffer.from(held, "latin1")),
  };
}

function lineStream() {
  let held: Buffer = Buffer.alloc(0);
  return {
    write(chunk: Uint8Array): Buffer {
      const buf = held.length > 0 ? Buffer.concat([held, chunk]) : asBuffer(chunk);
      const lf = buf.lastIndexOf(10);
      // A line of any length is held back only as far as an escape or trailing white space may reach.
      const to = lf === -1 && buf.length > 100_000 ? safeCut(buf) : lf + 1;
      held = Buffer.from(buf.subarray(to));
      return decodeQuotedPrintable(buf.subarray(0, to));
    },
    end: () => decodeQuotedPrintable(held),
  };
}

function safeCut(buf: Buffer): number {
  let to = buf.length;
  while (to > 0 && (buf[to - 1] === 32 || buf[to - 1] === 9 || buf[to - 1] === 13)) to--;
  const escapeAt = buf.lastIndexOf(61);
  return escapeAt >= to - 3 && escapeAt !== -1 ? escapeAt : to;
}

/** RFC 2045 §6.7: `=XX`, soft line breaks, white space at line ends dropped; a broken escape stays as written. */
function decodeQuotedPrintable(buf: Buffer): Buffer {
  if (buf.indexOf(61) === -1 && !/[ \t]\r?\n/.test(buf.toString("latin1"))) return buf;
  const out = Buffer.allocUnsafe(buf.length);
  let n = 0;
  let spaces = 0;
  for (let i = 0; i < buf.length; i++) {
    const c = buf[i] as number;
    if (c === 32 || c === 9) spaces++;
    else {
      if (c === 10 || (c === 13 && buf[i + 1] === 10)) n -= spaces;
      spaces = 0;
    }
    if (c !== 61) {
      out[n++] = c;
      continue;
    }
    const high = hexValue(buf[i + 1]);
    const low = high < 0 ? -1 : hexValue(buf[i + 2]);
    const next = low < 0 ? endOfSoftBreak(buf, i + 1) : -1;
    if (next === -1) out[n++] = low < 0 ? c : (high << 4) | low;
    i = low >= 0 ? i + 2 : next === -1 ? i : next - 1;
  }
  return out.subarray(0, n);
}

/** The length of `decodeQuotedPrintable`, counted without decoding: it is asked for every text that arrives. */
function quotedPrintableSize(buf: Buffer): number {
  let n = buf.length;
  for (let i = 0; i < buf.length; i++) {
    const c = buf[i] as number;
    if (c === 61) {
      if (hexValue(buf[i + 1]) >= 0 && hexValue(buf[i + 2]) >= 0) {
        n -= 2;
        i += 2;
        continue;
      }
      const next = endOfSoftBreak(buf, i + 1);
      if (next === -1) continue;
      n -= next - i;
      i = next - 1;
    } else if (c === 10) {
      let back = buf[i - 1] === 13 ? i - 2 : i - 1;
      for (; buf[back] === 32 || buf[back] === 9; back--) n--;
    }
  }
  return n;
}

/** After "=": where the next line begins, or the end; -1 when something else stands there. */
function endOfSoftBreak(buf: Buffer, from: number): number {
  let i = from;
  while (buf[i] === 32 || buf[i] === 9) i++;
  if (buf[i] === 13 && buf[i + 1] === 10) return i + 2;
  if (buf[i] === 10) return i + 1;
  return i >= buf.length ? i : -1;
}
