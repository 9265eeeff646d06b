// Inside this edge a line is a string with one character per octet, as it is on the wire.

/** Text as the octets of its UTF-8, one character each. */
export function toOctets(text: string): string {
  return isAscii(text) ? text : Buffer.from(text, "utf8").toString("latin1");
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text these octets spell in UTF-8; null when they are not UTF-8. */
export function fromOctets(octets: string): string | null {
  if (isAscii(octets)) return octets;
  try {
    return utf8.decode(Buffer.from(octets, "latin1"));
  } catch {
    return null;
  }
}

/** Whether no octet is above 127. */
export function isAscii(s: string): boolean {
  for (let i = 0; i < s.length; i++) if (s.charCodeAt(i) > 0x7f) return false;
  return true;
}
