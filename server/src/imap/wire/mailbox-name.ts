import { nfc } from "@congthu/shared/fold";
import { decodeMutf7, encodeMutf7 } from "./mutf7.ts";
import { fromOctets, isAscii, toOctets } from "./octets.ts";
import { astring } from "./strings.ts";

/** Separates the levels of mailbox names. RFC 9051 §5.1.1 */
export const DELIMITER = "/";

/**
 * A mailbox name from the wire as text in NFC, INBOX in capitals; null when it spells nothing. `utf8` says that the client
 * enabled IMAP4rev2 or UTF8=ACCEPT; without it names are modified UTF-7, and UTF-8 is taken where someone sends it.
 * RFC 9051 §5.1, A.1, RFC 6855 §3
 */
export function decodeMailboxName(octets: string, utf8: boolean): string | null {
  const text = utf8 || !isAscii(octets) ? fromOctets(octets) : decodeMutf7(octets);
  if (text === null || text.includes("\0")) return null;
  const name = nfc(text);
  if (name.slice(0, 5).toUpperCase() !== "INBOX") return name;
  return name.length === 5 || name.charAt(5) === DELIMITER ? `INBOX${name.slice(5)}` : name;
}

/** A mailbox name as an astring in the form this client reads. */
export function encodeMailboxName(name: string, utf8: boolean): string {
  return utf8 ? astring(toOctets(name), true) : astring(encodeMutf7(name));
}
