import { composeTree } from "./compose.ts";
import { formatHeaderDate } from "./dates.ts";
import { block, isWritable, returned, summaryOf, typedAddress } from "./dsn.ts";
import type { EmailAddress } from "./header-forms.ts";
import { asBuffer } from "./headers.ts";
import { printForm, printText } from "./write-header.ts";

/** RFC 8098 §3.2.6. */
export type Disposition = {
  actionMode: "manual-action" | "automatic-action";
  sendingMode: "mdn-sent-manually" | "mdn-sent-automatically";
  type: "displayed" | "deleted" | "dispatched" | "processed";
};

/** A read receipt for one message and one recipient. */
export type MdnReport = {
  /** The person for whom it is issued. */
  from: EmailAddress;
  /** From the original's Disposition-Notification-To. */
  to: EmailAddress[];
  disposition: Disposition;
  reportingUa: string;
  /** The original's Original-Recipient field, if it had one: "rfc822;a@b.vn". */
  originalRecipient?: string;
  /** The original; its header goes along. */
  original: Uint8Array;
  messageId: string;
  date: number;
  /** Words of the reader's own instead of ours. */
  text?: string;
  subject?: string;
  /** The whole original goes along. */
  includeOriginal?: boolean;
  /** RFC 8098 §3.3; names and values of one line. */
  extensions?: [name: string, value: string][];
};

const WHAT: Record<Disposition["type"], { vi: string; en: string }> = {
  displayed: {
    vi: "đã được mở xem. Điều này không có nghĩa là nội dung đã được đọc hay hiểu.",
    en: "has been displayed. This is no guarantee that it has been read or understood.",
  },
  deleted: {
    vi: "đã bị xóa. Người nhận có thể đã hoặc chưa xem thư.",
    en: "has been deleted. The recipient may or may not have seen it.",
  },
  dispatched: { vi: "đã được in hoặc chuyển tiếp.", en: "has been printed or passed on." },
  processed: {
    vi: "đã được xử lý tự động, chưa có người xem.",
    en: "has been processed automatically without being displayed.",
  },
};

/** Writes a message disposition notification (RFC 8098 §3), Vietnamese, then English. To be sent with a null return path. Throws RangeError as `composeDsn`. */
export function composeMdn(report: MdnReport): Buffer {
  const original = asBuffer(report.original);
  const summary = summaryOf(original);
  const { disposition } = report;
  const fields = block([
    ["Reporting-UA", report.reportingUa || undefined],
    ["Original-Recipient", report.originalRecipient],
    ["Final-Recipient", typedAddress(report.from.email)],
    ["Original-Message-ID", isWritable(summary.messageId) ? summary.messageId : undefined],
    ["Disposition", `${disposition.actionMode}/${disposition.sendingMode}; ${disposition.type}`],
    ...(report.extensions ?? []),
  ]);
  const isAutomatic = disposition.sendingMode === "mdn-sent-automatically";
  return composeTree(
    [
      { name: "From", value: printForm([report.from], "Addresses") },
      { name: "To", value: printForm(report.to, "Addresses") },
      { name: "Subject", value: printText(report.subject ?? `Báo đã nhận thư (Receipt): ${summary.subject}`) },
      { name: "Date", value: formatHeaderDate(report.date) },
      { name: "Message-ID", value: printForm([report.messageId], "MessageIds") },
      ...(isWritable(summary.messageId)
        ? [
            { name: "In-Reply-To", value: summary.messageId },
            { name: "References", value: summary.messageId },
          ]
        : []),
      ...(isAutomatic ? [{ name: "Auto-Submitted", value: "auto-replied" }] : []),
    ],
    {
      type: "multipart/report",
      params: { "report-type": "disposition-notification" },
      children: [
        { type: "text/plain", content: report.text ?? words(report, summary.subject, summary.date) },
        { type: "message/disposition-notification", content: fields },
        returned(original, report.includeOriginal ?? false),
      ],
    },
  );
}

function words(report: MdnReport, subject: string, date: string | null): string {
  const { vi, en } = WHAT[report.disposition.type];
  const who = report.from.email;
  const sent = (label: string) => (date === null ? "" : ` ${label} ${date}`);
  return `Thư "${subject}"${sent("gửi lúc")} đến ${who} ${vi}\n\n--------------------\n\nThe message "${subject}"${sent("sent at")} to ${who} ${en}\n`;
}
