import { asBuffer, isNamed, scanHeaders } from "../../mime/headers.ts";

const CR = 13;
const LF = 10;
/** Fields of the sender alone. RFC 5322 §3.6.3 (Bcc), RFC 5321 §4.4 (Return-Path is for final delivery) */
const PRIVATE_FIELDS = ["bcc", "resent-bcc", "return-path"];

/** The octets that leave: lines end in CRLF and nothing else, blind copies are not named. The same buffer when nothing is to be done. */
export function outgoingBytes(bytes: Uint8Array): Buffer {
  return withoutFields(withCrlf(asBuffer(bytes)), PRIVATE_FIELDS);
}

// RFC 5321 §2.3.8: "SMTP client implementations MUST NOT transmit" a bare CR or LF
function withCrlf(buf: Buffer): Buffer {
  if (!hasBareLineEnd(buf)) return buf;
  const out = Buffer.allocUnsafe(buf.length * 2);
  let at = 0;
  for (let i = 0; i < buf.length; i++) {
    const c = buf[i] as number;
    if (c !== CR && c !== LF) {
      out[at++] = c;
      continue;
    }
    if (c === CR && buf[i + 1] === LF) i++;
    out[at++] = CR;
    out[at++] = LF;
  }
  return out.subarray(0, at);
}

/** Whether a CR or LF stands alone somewhere. RFC 5321 §2.3.8 */
export function hasBareLineEnd(buf: Buffer): boolean {
  let lines = 0;
  for (let lf = buf.indexOf(LF); lf !== -1; lf = buf.indexOf(LF, lf + 1)) {
    if (buf[lf - 1] !== CR) return true;
    lines++;
  }
  for (let cr = buf.indexOf(CR); cr !== -1; cr = buf.indexOf(CR, cr + 1)) lines--;
  return lines !== 0;
}

/** The octets without the fields of these names; the same buffer when there are none. */
export function withoutFields(buf: Buffer, names: readonly string[]): Buffer {
  const gone = scanHeaders(buf, 0).fields.filter((f) => names.some((name) => isNamed(buf, f, name)));
  if (gone.length === 0) return buf;
  const kept: Buffer[] = [];
  let from = 0;
  for (const field of gone) {
    kept.push(buf.subarray(from, field.start));
    from = field.next;
  }
  kept.push(buf.subarray(from));
  return Buffer.concat(kept);
}
