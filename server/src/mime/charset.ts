import { isAscii, isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";
import { nfc } from "@congthu/shared/fold";
import iconv from "iconv-lite";
import { decodeVni } from "./vni.ts";

/** `problem`: octets that the charset does not have, or a charset nobody knows. */
export type Decoded = { text: string; problem: boolean };

const decoders = new Map<string, TextDecoder | null>();

/** Names that mail uses for UTF-8 and for plain ASCII. */
const UTF8 = /^(utf-?8|unicode-?1-1-utf-?8|utf-?8mb4|x-unicode20utf8)$/i;
const WEAK = /^(us-ascii|ascii|ansi_x3\.4-1968|646|iso-8859-1|latin-?1|windows-1252|cp1252|)$/i;

/**
 * Octets to NFC text. Unlabelled and ASCII or Latin-1 labelled octets that are valid UTF-8 are read as UTF-8 (much mail says
 * Latin-1 and means UTF-8); other unlabelled octets as windows-1258. Unknown octets become U+FFFD. Never throws.
 */
export function decodeText(bytes: Uint8Array, charset: string): Decoded {
  if (isAscii(bytes) && !/^(utf-?(7|16|32)|iso-2022|hz|ucs|cp037|ebcdic|viscii|tcvn)/i.test(charset)) {
    return { text: ascii(bytes), problem: charset !== "" && !WEAK.test(charset) && !isKnownCharset(charset) };
  }
  if (UTF8.test(charset)) return decodeUtf8(bytes);
  if (WEAK.test(charset)) {
    if (isUtf8(bytes)) return { text: nfc(decodeUtf8(bytes).text), problem: false };
    const named = /^(us-)?ascii$|^$|^646$|^ansi/i.test(charset);
    return { text: redecode(bytes, named ? "windows-1258" : "windows-1252"), problem: named };
  }
  if (!isKnownCharset(charset)) {
    const text = isUtf8(bytes) ? decodeUtf8(bytes).text : redecode(bytes, "windows-1258");
    return { text: nfc(text), problem: true };
  }
  const text = redecode(bytes, charset);
  return { text, problem: text.includes("\ufffd") };
}

/** Reads octets in exactly this charset, for "xem với bảng mã": the reader has chosen. NFC; unknown charsets as UTF-8. */
export function redecode(bytes: Uint8Array, charset: string): string {
  const name = charset.trim().toLowerCase();
  if (/^(x-)?(viet-)?vni(-win(dows)?)?$/.test(name)) return nfc(decodeVni(bytes));
  const own = iconvName(name);
  if (own !== null) return nfc(iconv.decode(Buffer.from(bytes), own));
  const decoder = decoderFor(name);
  return nfc(decoder === null ? decodeUtf8(bytes).text : decoder.decode(bytes));
}

/** Whether mail in this charset can be read. */
export function isKnownCharset(charset: string): boolean {
  const name = charset.trim().toLowerCase();
  return (
    WEAK.test(name) ||
    UTF8.test(name) ||
    /^(x-)?(viet-)?vni/.test(name) ||
    iconvName(name) !== null ||
    !!decoderFor(name)
  );
}

function decodeUtf8(bytes: Uint8Array): Decoded {
  const buf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = nfc(buf.toString("utf8"));
  return { text, problem: text.includes("\ufffd") && !isUtf8(bytes) };
}

function ascii(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

function decoderFor(name: string): TextDecoder | null {
  const known = decoders.get(name);
  if (known !== undefined) return known;
  let decoder: TextDecoder | null = null;
  try {
    decoder = new TextDecoder(UTF8.test(name) ? "utf-8" : name);
  } catch {
    decoder = null;
  }
  // Names come from strangers: the memory of unknown ones stays bounded.
  if (decoders.size < 200) decoders.set(name, decoder);
  return decoder;
}

/** Charsets the platform lacks and iconv-lite has: the Vietnamese legacy sets first of all. */
function iconvName(name: string): string | null {
  if (/^(x-)?(viet-)?tcvn(3|-?5712(-?[123])?(:1993)?)?$/.test(name)) return "tcvn";
  if (/^(x-)?viscii(1\.1-1|-?1)?$|^csviscii$/.test(name)) return "viscii";
  if (name === "" || decoderFor(name) !== null) return null;
  return iconv.encodingExists(name) ? name : null;
}
