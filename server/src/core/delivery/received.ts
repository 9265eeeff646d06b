import { domainToASCII } from "node:url";
import { formatHeaderDate } from "../../mime/dates.ts";

export type Hop = {
  /** What the client called itself and its address; absent when it did not come by SMTP. */
  client?: { name: string; address: string };
  /** Our name. */
  by: string;
  /** ESMTP, ESMTPS, ESMTPSA … (RFC 3848), UTF8SMTP … (RFC 6531 §4.3); absent when it did not come by SMTP. */
  protocol?: string;
  traceId: string;
  /** The recipient, when there is but one: others are nobody's business. */
  recipient?: string;
  atMs: number;
};

/** The trace line we add, with its CRLF; ASCII whatever the client said. RFC 5321 §4.4 */
export function receivedLine(h: Hop): string {
  const from = h.client ? `from ${clean(h.client.name)} (${literal(h.client.address)})\r\n ` : "";
  const by = `by ${h.by}${h.protocol === undefined ? "" : ` with ${h.protocol}`} id ${h.traceId}`;
  const to = h.recipient !== undefined && isAscii(h.recipient) ? `\r\n for <${h.recipient}>` : "";
  return `Received: ${from}${by}${to};\r\n ${formatHeaderDate(h.atMs)}\r\n`;
}

/** An address as it stands in a Received line. RFC 5321 §4.1.3 */
function literal(address: string): string {
  const plain = address.replace(/^::ffff:/i, "");
  return plain.includes(":") ? `[IPv6:${plain}]` : `[${plain}]`;
}

/** A name that cannot break the line or pose as another clause. */
function clean(name: string): string {
  const ascii = isAscii(name) ? name : domainToASCII(name);
  return /^[\w.:[\]-]{1,255}$/.test(ascii) ? ascii : "unknown";
}

function isAscii(text: string): boolean {
  return /^[\x21-\x7e]*$/.test(text);
}
