import { formatTime } from "@congthu/shared/dates";
import { composeTree, type Entity } from "./compose.ts";
import { dateMs, formatHeaderDate } from "./dates.ts";
import { dsnSubject, dsnText, type OriginalSummary } from "./dsn-text.ts";
import { envelopeOf, rawOf } from "./envelope.ts";
import type { EmailAddress } from "./header-forms.ts";
import { asBuffer, scanHeaders } from "./headers.ts";
import { printForm, printText, writeField } from "./write-header.ts";

export type DsnAction = "failed" | "delayed" | "delivered" | "relayed" | "expanded";

/** What became of one recipient. Times are epoch milliseconds. */
export type DsnRecipient = {
  address: string;
  action: DsnAction;
  /** Enhanced status code, "5.1.1". */
  status: string;
  /** ORCPT as it came, decoded: "rfc822;a@b.vn". */
  originalRecipient?: string;
  remoteMta?: string;
  /** The remote server's reply, "550 5.1.1 …". */
  diagnostic?: string;
  lastAttempt?: number;
  retryUntil?: number;
};

/** A notice to the sender of a message. */
export type DsnReport = {
  from: EmailAddress;
  /** The envelope sender of the original. */
  to: string;
  reportingMta: string;
  recipients: DsnRecipient[];
  /** ENVID of the original. */
  envelopeId?: string;
  arrivedAt?: number;
  /** The original, and whether all of it is returned (RET=FULL) or its header alone. */
  original: Uint8Array;
  returnFull: boolean;
  messageId: string;
  date: number;
};

/**
 * Writes a delivery status notification: Vietnamese, then English, then the fields for programs, then the original (RFC 3464 §2,
 * RFC 6522 §3). To be sent with a null return path; nothing answers it (RFC 3834 §2). Throws RangeError for a
 * sender's address that no header can hold.
 */
export function composeDsn(report: DsnReport): Buffer {
  const original = asBuffer(report.original);
  const summary = summaryOf(original);
  const status: Entity = { type: "message/delivery-status", content: statusFields(report) };
  const root: Entity = {
    type: "multipart/report",
    params: { "report-type": "delivery-status" },
    children: [
      { type: "text/plain", content: dsnText(report.recipients, summary) },
      status,
      returned(original, report.returnFull),
    ],
  };
  return composeTree(
    [
      { name: "From", value: printForm([report.from], "Addresses") },
      { name: "To", value: printForm([{ name: null, email: report.to }], "Addresses") },
      { name: "Subject", value: printText(dsnSubject(report.recipients, summary)) },
      { name: "Date", value: formatHeaderDate(report.date) },
      { name: "Message-ID", value: printForm([report.messageId], "MessageIds") },
      ...(isWritable(summary.messageId) ? [{ name: "References", value: summary.messageId }] : []),
      { name: "Auto-Submitted", value: "auto-replied" },
    ],
    root,
  );
}

/** What a report says of the message it is about; its header alone is enough. */
export function summaryOf(original: Buffer): OriginalSummary {
  const envelope = envelopeOf(original, scanHeaders(original, 0).fields);
  const ms = envelope.date === null ? null : dateMs(envelope.date);
  return {
    subject: envelope.subject ?? "",
    date: ms === null ? null : formatTime(ms),
    messageId: rawOf(envelope.messageId?.slice(0, 1) ?? null),
  };
}

/** The third part of a report: all of the message or its header (RFC 6522 §3, §4). */
export function returned(original: Buffer, full: boolean): Entity {
  if (full) return { type: "message/rfc822", content: original };
  return { type: "text/rfc822-headers", content: original.subarray(0, scanHeaders(original, 0).bodyStart) };
}

/** Ids of other people's messages are passed on only when a header can hold them. */
export function isWritable(id: string): boolean {
  return /^<[\x21-\x3b\x3d\x3f-\x7e]{1,800}>$/.test(id);
}

/** RFC 3464 §2.2 once, then §2.3 for each recipient, blocks apart by a blank line. */
function statusFields(report: DsnReport): string {
  const message = block([
    ["Original-Envelope-Id", report.envelopeId],
    ["Reporting-MTA", `dns; ${report.reportingMta}`],
    ["Arrival-Date", report.arrivedAt === undefined ? undefined : formatHeaderDate(report.arrivedAt)],
  ]);
  const recipients = report.recipients.map((r) =>
    block([
      ["Original-Recipient", r.originalRecipient],
      ["Final-Recipient", typedAddress(r.address)],
      ["Action", r.action],
      ["Status", r.status],
      ["Remote-MTA", r.remoteMta === undefined ? undefined : `dns; ${r.remoteMta}`],
      ["Diagnostic-Code", r.diagnostic === undefined ? undefined : `smtp; ${r.diagnostic}`],
      ["Last-Attempt-Date", r.lastAttempt === undefined ? undefined : formatHeaderDate(r.lastAttempt)],
      ["Will-Retry-Until", r.retryUntil === undefined ? undefined : formatHeaderDate(r.retryUntil)],
    ]),
  );
  return [message, ...recipients].join("\r\n");
}

/** `rfc822; a@b.vn`; an address beyond ASCII goes as utf-8 with its code points escaped, since the part is 7bit. */
export function typedAddress(address: string): string {
  const escaped = address.replace(
    /[^\x21-\x7e]/gu,
    (char) => `\\x{${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`,
  );
  return `${escaped === address ? "rfc822" : "utf-8"}; ${escaped}`;
}

/** Fields whose text comes from outside are cut to ASCII on one line. */
export function block(fields: [name: string, value: string | undefined][]): string {
  return fields
    .filter(([, value]) => value !== undefined && value.trim() !== "")
    .map(([name, value]) =>
      writeField(
        name,
        (value as string)
          .replace(/\s+/g, " ")
          .replace(/[^\x20-\x7e]/g, "?")
          .slice(0, 900),
      ),
    )
    .join("");
}
