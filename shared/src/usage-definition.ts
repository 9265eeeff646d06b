import { formatDay } from "./dates.ts";

/** What a person can do that shows use of the mailbox. Delivery, polling, automatic replies, forwarding rules and administrators never count. */
export const QUALIFYING_ACTS = ["opened", "sent", "replied", "forwarded", "webSignIn", "signIn"] as const;
export type QualifyingAct = (typeof QUALIFYING_ACTS)[number];

/**
 * When somebody counts as using official mail. No law defines it (vietnam.md §3.1), so it is a province's choice, kept by version and printed on
 * every report.
 */
export type UsageDefinition = {
  version: number;
  /** Local day from which this version is used. */
  since: string;
  acts: readonly QualifyingAct[];
  /** Share of working days, percent, on which somebody must have acted to count as a regular user. */
  regularPercent: number;
};

export const DEFAULT_USAGE_DEFINITION: UsageDefinition = {
  version: 1,
  since: "2024-01-01",
  acts: ["opened", "sent", "replied", "forwarded", "webSignIn"],
  regularPercent: 60,
};

const ACT_TEXTS: Record<QualifyingAct, { vi: string; en: string }> = {
  opened: { vi: "mở đọc thư", en: "opening a letter" },
  sent: { vi: "gửi thư", en: "sending" },
  replied: { vi: "trả lời", en: "replying" },
  forwarded: { vi: "chuyển tiếp", en: "forwarding" },
  webSignIn: { vi: "đăng nhập trên trang web", en: "signing in on the web" },
  signIn: { vi: "đăng nhập bằng phần mềm thư", en: "signing in with a mail program" },
};

/** The definition in sentences, as printed on the screen and on every file. */
export function definitionSentences(d: UsageDefinition, language: "vi" | "en" = "vi"): string[] {
  const acts = d.acts.map((act) => ACT_TEXTS[act][language]).join(", ");
  return language === "vi"
    ? [
        `Có sử dụng: trong kỳ, chủ hộp thư có ít nhất một thao tác (${acts}).`,
        `Thường xuyên sử dụng: có thao tác trong ít nhất ${d.regularPercent} % số ngày làm việc của kỳ (với hộp thư cấp trong kỳ: tính từ ngày cấp).`,
        "Không tính: thư đến, phần mềm tự kiểm tra thư, trả lời và chuyển tiếp tự động, thao tác của quản trị viên.",
        "Hộp thư cơ quan và hộp thư kỹ thuật không tính là người dùng; người chuyển công tác tính tại cơ quan hiện tại.",
        "Cơ quan chưa khai báo số người được ghi “chưa báo cáo” và không tính vào tỷ lệ trên tổng số người.",
        `Định nghĩa phiên bản ${d.version}, áp dụng từ ${formatDay(d.since)}.`,
      ]
    : [
        `In use: the owner of the mailbox acted at least once in the period (${acts}).`,
        `Regular use: acted on at least ${d.regularPercent} % of the working days of the period (for a mailbox given within it, since that day).`,
        "Not counted: arriving mail, programs that poll, automatic replies and forwarding, what administrators do.",
        "Agency and technical mailboxes are not users; people who moved count at their present agency.",
        "Agencies that declared no headcount are shown as not reported and are left out of shares of all staff.",
        `Definition version ${d.version}, in use since ${formatDay(d.since)}.`,
      ];
}
