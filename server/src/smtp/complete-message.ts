import { formatHeaderDate } from "../mime/dates.ts";
import { isNamed, scanHeaders } from "../mime/headers.ts";

/** Adds Date and Message-ID where a mail program left them out. RFC 6409 §8.2, §8.3 */
export function completeMessage(bytes: Buffer, q: { nowMs: number; hostname: string; traceId: string }): Buffer {
  const { fields } = scanHeaders(bytes, 0);
  const has = (name: string) => fields.some((f) => isNamed(bytes, f, name));
  let head = "";
  if (!has("date")) head += `Date: ${formatHeaderDate(q.nowMs)}\r\n`;
  if (!has("message-id")) head += `Message-ID: <${q.traceId}@${q.hostname}>\r\n`;
  return head === "" ? bytes : Buffer.concat([Buffer.from(head), bytes]);
}
