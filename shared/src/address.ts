import { nfc } from "./fold.ts";

export type Address = { local: string; domain: string };

const ATOM = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const LABEL = /^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

/** Splits and checks a mailbox address (RFC 5321 §4.1.2, RFC 6531 §3.3); null when it is none. Quoted local parts are accepted. */
export function parseAddress(text: string): Address | null {
  const at = text.lastIndexOf("@");
  if (at < 1 || text.length > 320) return null;
  const local = nfc(text.slice(0, at));
  const domain = nfc(text.slice(at + 1)).toLowerCase();
  if (local.length > 64 || domain.length > 255) return null;
  const quoted = /^"(?:[^"\\\r\n]|\\[^\r\n])*"$/.test(local);
  if (!quoted && !ATOM.test(local)) return null;
  const literal = /^\[[0-9a-f.:]+\]$/i.test(domain.replace("[ipv6:", "["));
  if (!literal && !domain.split(".").every((l) => LABEL.test(l))) return null;
  return { local, domain };
}

/** The form in which addresses are stored and compared: NFC, lower case. Our own local parts are case-insensitive. */
export function addressKey(text: string): string {
  return nfc(text.trim()).toLowerCase();
}
