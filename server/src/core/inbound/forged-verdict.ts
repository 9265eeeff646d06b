import { isNamed, scanHeaders } from "../../mime/headers.ts";

/** A message without lines that pose as our own verdict on who sent it: those we write come after. RFC 8601 §5 */
export function withoutForgedVerdict(bytes: Buffer, hostname: string): Buffer {
  const { fields } = scanHeaders(bytes, 0);
  const forged = fields.filter(
    (f) => isNamed(bytes, f, "authentication-results") && poses(bytes.toString("latin1", f.start, f.next), hostname),
  );
  if (forged.length === 0) return bytes;
  const kept = forged.map((f, i) => bytes.subarray(forged[i - 1]?.next ?? 0, f.start));
  return Buffer.concat([...kept, bytes.subarray(forged.at(-1)?.next ?? 0)]);
}

// RFC 8601 §2.2: comments may stand before the name, and it may be quoted; so wherever our name stands before the first result
function poses(field: string, hostname: string): boolean {
  const [head = ""] = field.slice(field.indexOf(":") + 1).split(";");
  return head.toLowerCase().includes(hostname.toLowerCase());
}
