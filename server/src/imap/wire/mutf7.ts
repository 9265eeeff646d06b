const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";
const VALUE = new Map([...BASE64].map((c, i) => [c, i]));

/** Text to modified UTF-7, the form of mailbox names before IMAP4rev2. RFC 3501 §5.1.3, RFC 9051 A.1 */
export function encodeMutf7(text: string): string {
  let out = "";
  let run = "";
  const flush = () => {
    if (run !== "") out += `&${toBase64(run)}-`;
    run = "";
  };
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 0x20 || c > 0x7e) {
      run += text.charAt(i);
      continue;
    }
    flush();
    out += c === 0x26 ? "&-" : text.charAt(i);
  }
  flush();
  return out;
}

/** Modified UTF-7 to text; null when it is not in the one correct form (no shift left open, nothing encoded that need not be). */
export function decodeMutf7(name: string): string | null {
  let out = "";
  for (let i = 0; i < name.length; ) {
    const c = name.charCodeAt(i);
    if (c < 0x20 || c > 0x7e) return null;
    if (c !== 0x26) {
      out += name.charAt(i++);
      continue;
    }
    const end = name.indexOf("-", i);
    if (end < 0) return null;
    const decoded = end === i + 1 ? "&" : fromBase64(name.slice(i + 1, end));
    if (decoded === null) return null;
    out += decoded;
    i = end + 1;
  }
  // Only the canonical spelling may name a mailbox, or two names would mean one. RFC 3501 §5.1.3
  return encodeMutf7(out) === name && out.isWellFormed() ? out : null;
}

function toBase64(text: string): string {
  let out = "";
  let bits = 0;
  let acc = 0;
  for (let i = 0; i < text.length; i++) {
    acc = (acc << 16) | text.charCodeAt(i);
    bits += 16;
    while (bits >= 6) {
      bits -= 6;
      out += BASE64.charAt((acc >> bits) & 63);
    }
    acc &= (1 << bits) - 1;
  }
  return bits > 0 ? out + BASE64.charAt((acc << (6 - bits)) & 63) : out;
}

function fromBase64(code: string): string | null {
  let out = "";
  let bits = 0;
  let acc = 0;
  for (const c of code) {
    const v = VALUE.get(c);
    if (v === undefined) return null;
    acc = (acc << 6) | v;
    bits += 6;
    if (bits >= 16) {
      bits -= 16;
      out += String.fromCharCode((acc >> bits) & 0xffff);
    }
    acc &= (1 << bits) - 1;
  }
  return bits < 6 && acc === 0 ? out : null;
}
