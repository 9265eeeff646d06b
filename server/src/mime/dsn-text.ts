import { formatTime } from "@congthu/shared/dates";
import type { DsnAction, DsnRecipient } from "./dsn.ts";

type Bilingual = { vi: string; en: string };

/** What the enhanced status codes mean to the sender (RFC 3464 §2.3.4); the last digits first, then the subject, then the class. */
const REASONS: Record<string, Bilingual> = {
  "1.1": { vi: "Không có địa chỉ này tại máy chủ nhận.", en: "There is no such address at the receiving server." },
  "1.2": {
    vi: "Không có tên miền này hoặc tên miền không nhận thư.",
    en: "The domain does not exist or takes no mail.",
  },
  "1.3": { vi: "Địa chỉ viết sai.", en: "The address is not written correctly." },
  "1.6": {
    vi: "Người nhận đã chuyển đi, không còn dùng địa chỉ này.",
    en: "The recipient has moved and no longer uses this address.",
  },
  "1.8": {
    vi: "Máy chủ nhận không chấp nhận địa chỉ người gửi.",
    en: "The receiving server does not accept the sender's address.",
  },
  "1.10": { vi: "Tên miền này không nhận thư.", en: "The domain takes no mail." },
  "2.1": { vi: "Hộp thư của người nhận đã bị khóa.", en: "The recipient's mailbox is closed." },
  "2.2": { vi: "Hộp thư của người nhận đã đầy.", en: "The recipient's mailbox is full." },
  "2.3": { vi: "Thư lớn hơn mức người nhận cho phép.", en: "The message is larger than the recipient accepts." },
  "3.4": {
    vi: "Thư lớn hơn mức máy chủ nhận cho phép.",
    en: "The message is larger than the receiving server accepts.",
  },
  "4.1": { vi: "Máy chủ nhận không trả lời.", en: "The receiving server does not answer." },
  "4.3": { vi: "Không tra được tên miền của người nhận.", en: "The recipient's domain could not be looked up." },
  "4.6": { vi: "Thư đi vòng giữa các máy chủ.", en: "The message goes around in a loop between servers." },
  "4.7": {
    vi: "Đã thử nhiều lần, quá thời hạn gửi.",
    en: "Delivery was tried many times; the time for it has run out.",
  },
  "6.7": {
    vi: "Máy chủ nhận không hỗ trợ địa chỉ có dấu.",
    en: "The receiving server does not support addresses beyond ASCII.",
  },
  "7.1": {
    vi: "Máy chủ nhận từ chối thư theo quy định của nơi nhận.",
    en: "The receiving server refused the message by its policy.",
  },
  "7.25": {
    vi: "Máy chủ nhận không chấp nhận máy chủ gửi.",
    en: "The receiving server does not accept the sending server.",
  },
  "7.26": {
    vi: "Thư không qua được kiểm tra xác thực của nơi nhận.",
    en: "The message failed the recipient's authentication checks.",
  },
  "1": { vi: "Địa chỉ không nhận được thư.", en: "The address cannot receive the message." },
  "2": { vi: "Hộp thư của người nhận chưa nhận được thư.", en: "The recipient's mailbox cannot take the message." },
  "3": { vi: "Máy chủ nhận gặp trục trặc.", en: "The receiving server has a problem." },
  "4": { vi: "Chưa nối được với máy chủ nhận.", en: "The receiving server could not be reached." },
  "5": { vi: "Hai máy chủ không hiểu nhau.", en: "The two servers did not understand each other." },
  "6": {
    vi: "Máy chủ nhận không nhận được nội dung thư này.",
    en: "The receiving server cannot take the content of this message.",
  },
  "7": {
    vi: "Máy chủ nhận từ chối thư vì lý do an toàn hoặc quy định.",
    en: "The receiving server refused the message for security or policy.",
  },
  "": { vi: "Máy chủ nhận từ chối thư.", en: "The receiving server refused the message." },
};

const HEADINGS: Record<DsnAction, Bilingual> = {
  failed: {
    vi: "Thư của ông/bà không chuyển được đến người nhận dưới đây, và máy chủ không thử lại nữa:",
    en: "Your message could not be delivered to the recipients below, and will not be tried again:",
  },
  delayed: {
    vi: "Thư của ông/bà chưa chuyển được đến người nhận dưới đây. Máy chủ vẫn tiếp tục thử, ông/bà không cần gửi lại:",
    en: "Your message has not yet been delivered to the recipients below. It is still being tried; there is no need to send it again:",
  },
  delivered: {
    vi: "Thư của ông/bà đã được đặt vào hộp thư của người nhận dưới đây:",
    en: "Your message has been put into the mailbox of the recipients below:",
  },
  relayed: {
    vi: "Thư của ông/bà đã được giao cho máy chủ của người nhận dưới đây; máy chủ đó không báo tiếp:",
    en: "Your message has been handed to the server of the recipients below, which sends no further notices:",
  },
  expanded: {
    vi: "Thư của ông/bà đã được chuyển đến các thành viên của địa chỉ dưới đây:",
    en: "Your message has been passed on to the members of the addresses below:",
  },
};

const SUBJECTS: Record<DsnAction, string> = {
  failed: "Không chuyển được thư (Undelivered)",
  delayed: "Thư chưa chuyển được, đang thử lại (Delayed)",
  delivered: "Thư đã đến hộp thư người nhận (Delivered)",
  relayed: "Thư đã giao cho máy chủ người nhận (Relayed)",
  expanded: "Thư đã chuyển đến các thành viên (Expanded)",
};

/** The gravest first; a notice is named for it. */
const ORDER: readonly DsnAction[] = ["failed", "delayed", "expanded", "relayed", "delivered"];

export type OriginalSummary = { subject: string; date: string | null; messageId: string };

/** The subject of a notice. */
export function dsnSubject(recipients: readonly DsnRecipient[], original: OriginalSummary): string {
  const action = ORDER.find((a) => recipients.some((r) => r.action === a)) ?? "failed";
  return original.subject === "" ? SUBJECTS[action] : `${SUBJECTS[action]}: ${original.subject}`;
}

/** The part for people: Vietnamese, then English. */
export function dsnText(recipients: readonly DsnRecipient[], original: OriginalSummary): string {
  return `${section(recipients, original, "vi")}\n\n--------------------\n\n${section(recipients, original, "en")}\n`;
}

/** Why, in words, for an enhanced status code such as "5.1.1". */
export function statusReason(status: string, language: "vi" | "en"): string {
  const [, subject = "", detail = ""] = status.split(".");
  const reason = REASONS[`${subject}.${detail}`] ?? REASONS[subject] ?? REASONS[""];
  return reason?.[language] ?? "";
}

function section(recipients: readonly DsnRecipient[], original: OriginalSummary, language: "vi" | "en"): string {
  const blocks = ORDER.flatMap((action) => {
    const list = recipients.filter((r) => r.action === action);
    if (list.length === 0) return [];
    return [`${HEADINGS[action][language]}\n\n${list.map((r) => recipientText(r, language)).join("\n\n")}`];
  });
  const label = language === "vi" ? ["Chủ đề", "Gửi lúc", "Mã thư"] : ["Subject", "Sent", "Message-ID"];
  const about = [
    original.subject === "" ? "" : `${label[0]}: ${original.subject}`,
    original.date === null ? "" : `${label[1]}: ${original.date}`,
    original.messageId === "" ? "" : `${label[2]}: ${original.messageId}`,
  ].filter((line) => line !== "");
  return [...blocks, about.join("\n")].filter((text) => text !== "").join("\n\n");
}

function recipientText(r: DsnRecipient, language: "vi" | "en"): string {
  const vi = language === "vi";
  const lines = [`  ${r.address}`];
  if (r.action === "failed" || r.action === "delayed")
    lines.push(`    ${statusReason(r.status, language)} (${r.status})`);
  if (r.diagnostic) {
    const server = r.remoteMta ?? (vi ? "Máy chủ nhận" : "The receiving server");
    lines.push(`    ${server} ${vi ? "trả lời" : "said"}: ${r.diagnostic.replace(/\s+/g, " ").slice(0, 500)}`);
  }
  if (r.action === "delayed" && r.retryUntil !== undefined) {
    lines.push(
      vi ? `    Thử đến: ${formatTime(r.retryUntil)}` : `    Will be tried until: ${formatTime(r.retryUntil)} (UTC+7)`,
    );
  }
  return lines.join("\n");
}
