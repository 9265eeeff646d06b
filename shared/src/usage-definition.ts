import { formatDay } from "./dates.ts";

/** What a person can do that shows use of the mailbox. Delivery, polling, automatic replies, forwarding rules and administrators never count. */
export const QUALIFYING_ACTS = ["opened", "sent", "replied", "forwarded", "webSignIn", "signIn"] as const;
export type QualifyingAct = (typeof QUALIFYING_ACTS)[number];

/**
 * The three shapes of "thường xuyên sử dụng":
 * `workingDays` – acted on at least `percent` % of the working days there were for that person;
 * `weekly` – acted on at least `days` working days (or on all there were, when fewer) in at least `ofWeeks` % of the weeks;
 * `within` – acted at least once in the last `days` days up to the end of the period.
 */
export type RegularRule =
  | { kind: "workingDays"; percent: number }
  | { kind: "weekly"; days: number; ofWeeks: number }
  | { kind: "within"; days: number };

/**
 * When somebody counts as using official mail. No law defines it (vietnam.md §3.1), so it is a province's choice, kept by version and printed on
 * every report.
 */
export type UsageDefinition = {
  version: number;
  /** Local day from which it is valid: a period that ends on it or later is reckoned by it, unless a newer version is valid then as well. */
  since: string;
  acts: readonly QualifyingAct[];
  rule: RegularRule;
};

export const DEFAULT_USAGE_DEFINITION: UsageDefinition = {
  version: 1,
  since: "2024-01-01",
  acts: ["opened", "sent", "replied", "forwarded", "webSignIn"],
  rule: { kind: "workingDays", percent: 60 },
};

/** The version by which a period that ends on `day` is reckoned: the newest of those valid then, and the oldest of all before that. */
export function definitionOn<D extends Pick<UsageDefinition, "version" | "since">>(
  versions: readonly D[],
  day: string,
): D {
  const sorted = versions.toSorted((a, b) => a.version - b.version);
  const found = sorted.findLast((d) => d.since <= day) ?? sorted[0];
  if (!found) throw new Error("no usage definition");
  return found;
}

const ACT_TEXTS: Record<QualifyingAct, { vi: string; en: string }> = {
  opened: { vi: "mở đọc thư", en: "opening a letter" },
  sent: { vi: "gửi thư", en: "sending" },
  replied: { vi: "trả lời", en: "replying" },
  forwarded: { vi: "chuyển tiếp", en: "forwarding" },
  webSignIn: { vi: "đăng nhập trên trang web", en: "signing in on the web" },
  signIn: { vi: "đăng nhập bằng phần mềm thư", en: "signing in with a mail program" },
};

/** What "thường xuyên sử dụng" means, as a sentence that begins with it. */
export function ruleSentence(rule: RegularRule, language: "vi" | "en" = "vi"): string {
  if (rule.kind === "workingDays")
    return language === "vi"
      ? `Thường xuyên sử dụng: có thao tác trong ít nhất ${rule.percent} % số ngày làm việc của kỳ (với hộp thư cấp trong kỳ: tính từ ngày cấp).`
      : `Regular use: acted on at least ${rule.percent} % of the working days of the period (for a mailbox given within it, since that day).`;
  if (rule.kind === "weekly")
    return language === "vi"
      ? `Thường xuyên sử dụng: có thao tác trong ít nhất ${rule.days} ngày làm việc mỗi tuần (hoặc mọi ngày làm việc của tuần, nếu ít hơn), ở ít nhất ${rule.ofWeeks} % số tuần của kỳ.`
      : `Regular use: acted on at least ${rule.days} working days a week (or on all of them, when fewer), in at least ${rule.ofWeeks} % of the weeks of the period.`;
  return language === "vi"
    ? `Thường xuyên sử dụng: có ít nhất một thao tác trong ${rule.days} ngày tính đến hết kỳ.`
    : `Regular use: acted at least once in the ${rule.days} days up to the end of the period.`;
}

/** The definition in sentences, as printed on the screen and on every file. */
export function definitionSentences(d: UsageDefinition, language: "vi" | "en" = "vi"): string[] {
  const acts = d.acts.map((act) => ACT_TEXTS[act][language]).join(", ");
  return language === "vi"
    ? [
        `Có sử dụng: trong kỳ, chủ hộp thư có ít nhất một thao tác (${acts}).`,
        ruleSentence(d.rule, language),
        "Không tính: thư đến, phần mềm tự kiểm tra hoặc tự tải thư, trả lời và chuyển tiếp tự động, thao tác của quản trị viên.",
        "Hộp thư cơ quan và hộp thư kỹ thuật không tính là người dùng; mỗi người tính tại cơ quan, chức vụ và tình trạng hộp thư vào ngày cuối kỳ.",
        "Người nghỉ (thai sản, đi học, ốm…) được ghi nhận: các ngày nghỉ không tính; người nghỉ cả kỳ không tính vào tử số và mẫu số.",
        "Cơ quan chưa khai báo số người được ghi “chưa báo cáo” và không tính vào tỷ lệ trên tổng số người.",
        `Định nghĩa phiên bản ${d.version}, áp dụng từ ${formatDay(d.since)}.`,
      ]
    : [
        `In use: the owner of the mailbox acted at least once in the period (${acts}).`,
        ruleSentence(d.rule, language),
        "Not counted: arriving mail, programs that poll or fetch by themselves, automatic replies and forwarding, what administrators do.",
        "Agency and technical mailboxes are not users; everybody counts at the agency, in the post and with the mailbox's status of the last day of the period.",
        "People on recorded leave: days of leave do not count; whoever was on leave for the whole period is left out above and below the line.",
        "Agencies that declared no headcount are shown as not reported and are left out of shares of all staff.",
        `Definition version ${d.version}, in use since ${formatDay(d.since)}.`,
      ];
}
