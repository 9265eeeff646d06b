import { isAscii } from "./octets.ts";

/** ATOM-CHAR and resp-specials, RFC 9051 §9; "NIL" would be read as nothing by some. */
const ASTRING = /^(?!nil$)[\x21\x23\x24\x26\x27\x2b-\x5b\x5d-\x7a\x7c\x7d\x7e]+$/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL, CR and LF are what a quoted string cannot hold
const UNQUOTABLE = /[\x00\r\n]/;
/** Longer strings go as literals: clients read those in one piece. */
const MAX_QUOTED = 1024;

/** Octets as a string: quoted when it can be, else a literal. `utf8` says that the client takes UTF-8 in quotes. RFC 9051 §4.3 */
export function string(octets: string, utf8 = false): string {
  if (octets.length > MAX_QUOTED || UNQUOTABLE.test(octets) || !(utf8 || isAscii(octets))) return literal(octets);
  return `"${octets.replace(/["\\]/g, "\\$&")}"`;
}

/** Octets as an astring, shortest form first. */
export function astring(octets: string, utf8 = false): string {
  return ASTRING.test(octets) ? octets : string(octets, utf8);
}

/** A string, or NIL for null. */
export function nstring(octets: string | null, utf8 = false): string {
  return octets === null ? "NIL" : string(octets, utf8);
}

function literal(octets: string): string {
  // NUL may stand in a literal8 only (RFC 9051 §4.3.1); in the places we write strings it carries nothing.
  const clean = octets.replaceAll("\0", "");
  return `{${clean.length}}\r\n${clean}`;
}
