import { LIMITS } from "../lib/limits.ts";

/**
 * One header field as octet offsets into the message: name [start, nameEnd), value [valueStart, end) without the closing
 * line break; the field with its line break is [start, next).
 */
export type HeaderField = { start: number; nameEnd: number; valueStart: number; end: number; next: number };

/** The fields of one header block and where its body begins (past the blank line). */
export type HeaderBlock = { fields: HeaderField[]; bodyStart: number };

const LF = 10;
const CR = 13;
const never = () => false;

/** The same octets as a Buffer, without copying. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * Reads the header block that starts at `from`, with CRLF or bare LF lines (RFC 5322 §2.2). It ends at the blank line, at the
 * end of the octets, or before a line for which `stops` says so. Lines that are no field are passed over; fields beyond
 * `LIMITS.headerBytes` are not listed. Never throws.
 */
export function scanHeaders(buf: Buffer, from: number, stops: (lineStart: number) => boolean = never): HeaderBlock {
  const fields: HeaderField[] = [];
  const readTo = from + LIMITS.headerBytes;
  let current: HeaderField | null = null;
  let pos = from;
  while (pos < buf.length) {
    // Lines are short: a loop beats a native call for each.
    let lf = pos;
    while (lf < buf.length && buf[lf] !== LF) lf++;
    if (lf === buf.length) lf = -1;
    const next = lf === -1 ? buf.length : lf + 1;
    const end = lf === -1 ? buf.length : lf > pos && buf[lf - 1] === CR ? lf - 1 : lf;
    const first = buf[pos];
    if (end === pos && lf !== -1) return { fields, bodyStart: next };
    if (first === 45 && buf[pos + 1] === 45 && stops(pos)) return { fields, bodyStart: pos };
    if (first === 32 || first === 9) {
      if (current !== null) {
        current.end = end;
        current.next = next;
      }
    } else if (pos < readTo) {
      current = fieldAt(buf, pos, end, next);
      if (current !== null) fields.push(current);
    } else current = null;
    pos = next;
  }
  return { fields, bodyStart: buf.length };
}

/** Whether the line [pos, …) begins like a header field: printable ASCII, then a colon (RFC 5322 §2.2). */
export function startsField(buf: Buffer, pos: number): boolean {
  const lf = buf.indexOf(LF, pos);
  return fieldAt(buf, pos, lf === -1 ? buf.length : lf, 0) !== null;
}

function fieldAt(buf: Buffer, pos: number, end: number, next: number): HeaderField | null {
  let i = pos;
  while (i < end) {
    const c = buf[i] as number;
    if (c === 58 || c <= 32 || c >= 127) break;
    i++;
  }
  if (i === pos) return null;
  let colon = i;
  // RFC 5322 §4.5: white space before the colon is obsolete, yet read.
  while (colon < end && (buf[colon] === 32 || buf[colon] === 9)) colon++;
  if (buf[colon] !== 58 || colon >= end) return null;
  return { start: pos, nameEnd: i, valueStart: colon + 1, end, next };
}

/** Whether the field has this name (given in lower case; compared without case). */
export function isNamed(buf: Buffer, field: HeaderField, name: string): boolean {
  if (field.nameEnd - field.start !== name.length) return false;
  for (let i = 0; i < name.length; i++) {
    if (((buf[field.start + i] as number) | 32) !== (name.charCodeAt(i) | 32)) return false;
  }
  return true;
}

/** The first field of that lower-case name. */
export function firstField(buf: Buffer, fields: readonly HeaderField[], name: string): HeaderField | null {
  for (const f of fields) if (isNamed(buf, f, name)) return f;
  return null;
}

/** The last field of that lower-case name: the one JMAP means when a name occurs twice (RFC 8621 §4.1.3). */
export function lastField(buf: Buffer, fields: readonly HeaderField[], name: string): HeaderField | null {
  for (let i = fields.length - 1; i >= 0; i--) {
    const f = fields[i] as HeaderField;
    if (isNamed(buf, f, name)) return f;
  }
  return null;
}

/** The name as written. */
export function fieldName(buf: Buffer, field: HeaderField): string {
  return buf.toString("latin1", field.start, field.nameEnd);
}

/** The value as JMAP's Raw form: UTF-8, malformed octets as U+FFFD, NUL dropped, folding kept (RFC 8621 §4.1.2.1). */
export function rawValue(buf: Buffer, field: HeaderField): string {
  const text = buf.toString("utf8", field.valueStart, field.end);
  return text.includes("\0") ? text.replaceAll("\0", "") : text;
}

/** Removes the line breaks of folding (RFC 5322 §2.2.3). */
export function unfold(text: string): string {
  return text.includes("\n") ? text.replace(/\r?\n/g, "") : text;
}

/** The unfolded value without white space at both ends. */
export function plainValue(buf: Buffer, field: HeaderField): string {
  return unfold(rawValue(buf, field)).trim();
}

/** The field as if its value were not longer than that. */
export function cutField(field: HeaderField, maxBytes: number): HeaderField {
  return field.end - field.valueStart <= maxBytes ? field : { ...field, end: field.valueStart + maxBytes };
}
