import { formatTime } from "@congthu/shared/dates";
import type { ErrorCode } from "@congthu/shared/errors";
import { statusReason } from "../../mime/dsn-text.ts";
import type { Channel } from "../../store/mail-log.ts";
import type { TraceRow } from "../../store/trace.ts";
import { statusOf } from "../outbound/replies.ts";

export type Bilingual = { vi: string; en: string };

const CHANNELS: Record<Channel, Bilingual> = {
  "": { vi: "hệ thống", en: "the system" },
  web: { vi: "webmail", en: "webmail" },
  mobile: { vi: "webmail trên điện thoại", en: "webmail on a phone" },
  imap: { vi: "phần mềm thư (IMAP)", en: "a mail program (IMAP)" },
  pop3: { vi: "phần mềm thư (POP3)", en: "a mail program (POP3)" },
  submission: { vi: "phần mềm thư (SMTP)", en: "a mail program (SMTP)" },
  smtp: { vi: "máy chủ khác", en: "another server" },
  api: { vi: "giao diện lập trình", en: "the programming interface" },
  system: { vi: "hệ thống", en: "the system" },
};

const PLACES: Record<string, Bilingual> = {
  "": { vi: "Hộp thư đến", en: "the inbox" },
  inbox: { vi: "Hộp thư đến", en: "the inbox" },
  junk: { vi: "Thư rác", en: "Junk" },
  trash: { vi: "Thùng rác", en: "Trash" },
};

const REFUSALS: Partial<Record<ErrorCode, Bilingual>> = {
  "recipient.unknown": {
    vi: "Không có địa chỉ này, hoặc chủ hộp thư đã thôi sử dụng.",
    en: "There is no such address, or its owner has left.",
  },
  "recipient.closed": {
    vi: "Nhóm thư này không nhận thư từ người gửi đó.",
    en: "The group takes no mail from that sender.",
  },
  "quota.exceeded": { vi: "Hộp thư của người nhận đã đầy.", en: "The recipient's mailbox is full." },
  "domain.notFound": {
    vi: "Tên miền người nhận không do máy chủ này phục vụ; máy chủ không chuyển tiếp hộ.",
    en: "The recipient's domain is not served here; the server relays for nobody.",
  },
  "message.secret": {
    vi: "Thư mang dấu chỉ độ mật; văn bản mật không được gửi qua mạng.",
    en: "The letter carries a mark of secrecy; such documents must not be sent over a network.",
  },
  "message.tooLarge": { vi: "Thư lớn hơn mức cho phép.", en: "The letter is larger than is allowed." },
  "message.invalid": { vi: "Thư sai định dạng.", en: "The letter is not well formed." },
  "rate.limited": { vi: "Gửi quá nhiều trong thời gian ngắn.", en: "Too much was sent in a short time." },
  busy: { vi: "Hệ thống đang bảo trì hoặc quá tải.", en: "The system is under maintenance or overloaded." },
};

/** How a letter came to us, told by the first thing the log says of it. */
export function arrivalWords(row: TraceRow): Bilingual {
  if (row.channel !== "smtp") {
    const by = CHANNELS[row.channel];
    return { vi: `${row.sender} gửi thư bằng ${by.vi}.`, en: `${row.sender} sent the letter with ${by.en}.` };
  }
  const client = [row.agent, row.ip && `[${row.ip}]`].filter(Boolean).join(" ");
  const from =
    row.sender === "" ? { vi: "thông báo tự động", en: "an automatic notice" } : { vi: row.sender, en: row.sender };
  return {
    vi: `Máy chủ ${client || "khác"} giao thư của ${from.vi}; đã kiểm tra và nhận.`,
    en: `The server ${client || "of another site"} brought the letter of ${from.en}; it was checked and taken.`,
  };
}

/** What one row of the log says, in a sentence; and why, where it did not go well. */
export function hopWords(row: TraceRow): { what: Bilingual; why: Bilingual | null } {
  const { recipient: to, remote } = row;
  switch (row.kind) {
    case "received": {
      const place = PLACES[row.place] ?? {
        vi: "một thư mục theo quy tắc của chủ hộp thư",
        en: "a folder by a rule of the owner",
      };
      return good(`Đã vào hộp thư của ${to} (${place.vi}).`, `It is in the mailbox of ${to} (${place.en}).`);
    }
    case "queued":
      if (row.reply === "") return good(`Đưa vào hàng đợi để gửi tới ${to}.`, `It was queued for ${to}.`);
      return bad(
        `Chưa vào được hộp thư của ${to}; sẽ thử lại.`,
        `It could not enter the mailbox of ${to} yet; it will be tried again.`,
        row,
      );
    case "deferred": {
      const host = remote === "" ? { vi: "máy chủ nhận", en: "the receiving server" } : { vi: remote, en: remote };
      return bad(
        `Đã thử giao cho ${host.vi}, chưa được; sẽ thử lại.`,
        `It was tried at ${host.en}, without success; it will be tried again.`,
        row,
      );
    }
    case "relayed":
      if (remote === "") return good(`Đã vào hộp thư của ${to}.`, `It is in the mailbox of ${to}.`);
      return good(
        `Máy chủ ${remote} đã nhận thư cho ${to}${row.tls ? ` (mã hóa ${row.tls})` : " (không mã hóa)"}.`,
        `The server ${remote} took the letter for ${to}${row.tls ? ` (encrypted, ${row.tls})` : " (not encrypted)"}.`,
      );
    case "bounced":
      return bad(
        `Không chuyển được cho ${to}; đã báo người gửi.`,
        `It could not be delivered to ${to}; the sender was told.`,
        row,
      );
    case "refused":
      return bad(`Bị từ chối ngay khi đến, người nhận ${to}.`, `It was refused at once, for ${to}.`, row);
    case "held":
      return good(`Chờ người duyệt của nhóm ${to}.`, `It waits for a moderator of ${to}.`);
    case "released":
      return good(`Người duyệt đã cho gửi tới nhóm ${to}.`, `A moderator let it go to ${to}.`);
    case "rejected":
      return good(`Người duyệt của nhóm ${to} không cho gửi.`, `A moderator of ${to} did not let it go.`);
    case "replied":
      return good("Thư này là thư trả lời.", "The letter is an answer.");
    case "forwarded":
      return good("Thư này là thư chuyển tiếp.", "The letter is a forward.");
    default:
      return good("Đã gửi đi.", "It was sent.");
  }
}

/** A notice about the letter that went back to its sender. */
export function noticeWords({ recipient: to, kind }: TraceRow): Bilingual {
  return kind === "received"
    ? { vi: `Thông báo về thư này đã vào hộp thư của ${to}.`, en: `A notice about it is in the mailbox of ${to}.` }
    : { vi: `Thông báo về thư này gửi tới ${to}.`, en: `A notice about it goes to ${to}.` };
}

/** That a recipient's copy waits, and until when. */
export function waitingWords(to: string, nextAt: number): Bilingual {
  const when = formatTime(nextAt);
  return { vi: `Đang chờ gửi tới ${to}, lần thử tiếp theo ${when}.`, en: `It waits for ${to}, next try ${when}.` };
}

function good(vi: string, en: string) {
  return { what: { vi, en }, why: null };
}

function bad(vi: string, en: string, row: TraceRow) {
  return { what: { vi, en }, why: whyOf(row.reply) };
}

function whyOf(reply: string): Bilingual | null {
  if (reply === "") return null;
  const refusal = REFUSALS[reply as ErrorCode];
  if (refusal) return refusal;
  if (!/^\d{3}/.test(reply)) return { vi: reply, en: reply };
  const status = statusOf(reply);
  return { vi: statusReason(status, "vi"), en: statusReason(status, "en") };
}
