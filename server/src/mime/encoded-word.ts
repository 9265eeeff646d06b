import { nfc } from "@congthu/shared/fold";
import { decodeText, isKnownCharset } from "./charset.ts";

/** `=?charset*language?encoding?text?=` (RFC 2047 §2, language: RFC 2231 §5). */
const WORD = /=\?([^?\s*]+)(?:\*[^?\s]*)?\?([BbQq])\?([^?\s]*)\?=/y;

type Word = { charset: string; bytes: Buffer; end: number };

/**
 * Decodes the encoded words of an unfolded header text and brings it to NFC (RFC 2047, RFC 8621 §4.1.2.2). Characters split over
 * neighbouring words of one charset are joined. Words glued to other text or of an unknown charset stay as they are; words glued to
 * each other are decoded, since much mail has them. Control characters that come out of a word are dropped.
 */
export function decodeWords(text: string): string {
  let at = text.indexOf("=?");
  if (at === -1) return nfc(text);
  let out = "";
  let done = 0;
  while (at !== -1) {
    const run = at === 0 || mayPrecede(text.charCodeAt(at - 1)) ? readRun(text, at) : null;
    if (run === null) {
      at = text.indexOf("=?", at + 2);
      continue;
    }
    out += text.slice(done, at) + run.text;
    done = run.end;
    at = text.indexOf("=?", done);
  }
  return nfc(out + text.slice(done));
}

/** Neighbouring encoded words from `at`; white space between two of them is not shown (RFC 2047 §6.2). */
function readRun(text: string, at: number): { text: string; end: number } | null {
  let out = "";
  let end = -1;
  let charset = "";
  let pieces: Buffer[] = [];
  for (let pos = at; ; ) {
    const word = readWord(text, pos);
    if (word === null) break;
    if (word.charset !== charset) {
      out += shown(pieces, charset);
      pieces = [];
      charset = word.charset;
    }
    pieces.push(word.bytes);
    end = word.end;
    pos = end;
    while (isSpace(text.charCodeAt(pos))) pos++;
  }
  return end === -1 ? null : { text: out + shown(pieces, charset), end };
}

function readWord(text: string, at: number): Word | null {
  WORD.lastIndex = at;
  const m = WORD.exec(text);
  if (m === null) return null;
  const end = WORD.lastIndex;
  const charset = (m[1] as string).toLowerCase();
  if (end < text.length && !mayFollow(text, end)) return null;
  if (!isKnownCharset(charset)) return null;
  const body = m[3] as string;
  const bytes = m[2] === "B" || m[2] === "b" ? Buffer.from(body, "base64") : qBytes(body);
  return { charset, bytes, end };
}

/** The "Q" encoding (RFC 2047 §4.2); a broken escape stays as written. */
function qBytes(body: string): Buffer {
  const source = Buffer.from(body, "utf8");
  const out = Buffer.alloc(source.length);
  let n = 0;
  for (let i = 0; i < source.length; i++) {
    const c = source[i] as number;
    const high = c === 61 ? hexValue(source[i + 1]) : -1;
    const low = high < 0 ? -1 : hexValue(source[i + 2]);
    if (low >= 0) {
      out[n++] = (high << 4) | low;
      i += 2;
    } else out[n++] = c === 95 ? 32 : c;
  }
  return out.subarray(0, n);
}

const HEX = new Int8Array(256).fill(-1);
for (let i = 0; i < 16; i++) {
  HEX["0123456789abcdef".charCodeAt(i)] = i;
  HEX["0123456789ABCDEF".charCodeAt(i)] = i;
}

/** The value of a hexadecimal digit's octet, or -1. */
export function hexValue(octet: number | undefined): number {
  return HEX[octet ?? 0] as number;
}

function shown(pieces: Buffer[], charset: string): string {
  if (pieces.length === 0) return "";
  const bytes = pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
  return decodeText(bytes, charset).text.replace(/\p{Cc}/gu, "");
}

function isSpace(c: number): boolean {
  return c === 32 || c === 9 || c === 10 || c === 13;
}

/** RFC 2047 §5: a word stands between white space, or inside parentheses; quotes are accepted since much mail quotes it. */
function mayPrecede(c: number): boolean {
  return isSpace(c) || c === 40 || c === 34;
}

function mayFollow(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return isSpace(c) || c === 41 || c === 34 || c === 44 || c === 59 || c === 60 || text.startsWith("=?", at);
}

/** Text as encoded words of UTF-8, each at most 75 characters and never split inside a character (RFC 2047 §2, §5); ASCII text as it is. */
export function encodeWords(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) && !text.includes("=?") ? text : encodeWordsAlways(text);
}

/** `encodeWords` for text that must be encoded whatever it is, such as one that has no place to fold. */
export function encodeWordsAlways(text: string): string {
  const words: string[] = [];
  let chunk = "";
  let size = 0;
  for (const char of text.toWellFormed()) {
    const length = Buffer.byteLength(char);
    if (size + length > 45) {
      words.push(chunk);
      chunk = "";
      size = 0;
    }
    chunk += char;
    size += length;
  }
  words.push(chunk);
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString("base64")}?=`).join(" ");
}
