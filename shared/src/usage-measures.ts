import type { UsageFigures } from "./api/reports.ts";

/** A part of a whole. `y` null or 0 gives no share: what was not reported is never 0 %. */
export type Share = { x: number; y: number | null };

export type Measure =
  | { id: string; kind: "count"; vi: string; en: string; group: MeasureGroup; of: (f: UsageFigures) => number | null }
  | { id: string; kind: "share"; vi: string; en: string; group: MeasureGroup; of: (f: UsageFigures) => Share };

export const MEASURE_GROUPS = {
  staff: { vi: "Cấp hộp thư", en: "Mailboxes" },
  active: { vi: "Có sử dụng", en: "In use" },
  regular: { vi: "Thường xuyên sử dụng", en: "Regular use" },
  leaders: { vi: "Lãnh đạo", en: "Leaders" },
  boxes: { vi: "Hộp thư cơ quan", en: "Agency mailbox" },
  letters: { vi: "Thư", en: "Letters" },
  mailboxes: { vi: "Hộp thư cá nhân", en: "Personal mailboxes" },
} as const;
export type MeasureGroup = keyof typeof MEASURE_GROUPS;

const count = (
  id: string,
  group: MeasureGroup,
  vi: string,
  en: string,
  of: (f: UsageFigures) => number | null,
): Measure => ({ id, kind: "count", group, vi, en, of });
const share = (id: string, group: MeasureGroup, vi: string, en: string, of: (f: UsageFigures) => Share): Measure => ({
  id,
  kind: "share",
  group,
  vi,
  en,
  of,
});

/** Mailboxes that count: without those whose owners were on leave for the whole period. */
const counted = (f: UsageFigures) => f.mailboxes - f.onLeave;
/** Declared staff without those on leave for the whole period; null where nothing was declared. */
const countedStaff = (f: UsageFigures) => (f.staff === null ? null : Math.max(0, f.staff - f.onLeaveReported));
const leadersCounted = (f: UsageFigures) => f.leaderMailboxes - f.leaderOnLeave;

/**
 * The columns of the usage report, on the screen, in CSV and XLSX and on the command line (vietnam.md §3.4). A new figure is an entry here.
 */
export const USAGE_MEASURES: readonly Measure[] = [
  count("staff", "staff", "Tổng số CBCCVC, NLĐ", "Staff", (f) => f.staff),
  count("mailboxes", "staff", "Số được cấp hộp thư", "With a mailbox", (f) => f.mailboxes),
  share("mailboxShare", "staff", "Tỷ lệ được cấp (%)", "Share with a mailbox (%)", (f) => ({
    x: f.mailboxesReported,
    y: f.staff,
  })),
  count("onLeave", "staff", "Nghỉ cả kỳ", "On leave throughout", (f) => f.onLeave),
  count("active", "active", "Số có sử dụng", "Used it", (f) => f.active),
  share("activeOfMailboxes", "active", "Tỷ lệ trên số được cấp (%)", "Share of mailboxes (%)", (f) => ({
    x: f.active,
    y: counted(f),
  })),
  share("activeOfStaff", "active", "Tỷ lệ trên tổng số (%)", "Share of staff (%)", (f) => ({
    x: f.activeReported,
    y: countedStaff(f),
  })),
  count("regular", "regular", "Số thường xuyên sử dụng", "Regular users", (f) => f.regular),
  share("regularOfMailboxes", "regular", "Tỷ lệ trên số được cấp (%)", "Share of mailboxes (%)", (f) => ({
    x: f.regular,
    y: counted(f),
  })),
  share("regularOfStaff", "regular", "Tỷ lệ trên tổng số (%)", "Share of staff (%)", (f) => ({
    x: f.regularReported,
    y: countedStaff(f),
  })),
  count("leaders", "leaders", "Tổng số lãnh đạo", "Leaders", (f) => f.leaders),
  count("leaderMailboxes", "leaders", "Được cấp hộp thư", "With a mailbox", (f) => f.leaderMailboxes),
  count("leaderActive", "leaders", "Có sử dụng", "Used it", (f) => f.leaderActive),
  share("leaderShare", "leaders", "Tỷ lệ có sử dụng (%)", "Share that used it (%)", (f) => ({
    x: f.leaderActive,
    y: leadersCounted(f),
  })),
  count("leaderRegular", "leaders", "Thường xuyên sử dụng", "Regular users", (f) => f.leaderRegular),
  share("leaderRegularShare", "leaders", "Tỷ lệ thường xuyên (%)", "Share of regular users (%)", (f) => ({
    x: f.leaderRegular,
    y: leadersCounted(f),
  })),
  share(
    "othersRegularShare",
    "leaders",
    "Không phải lãnh đạo: thường xuyên (%)",
    "Other staff: regular users (%)",
    (f) => ({
      x: f.regular - f.leaderRegular,
      y: counted(f) - leadersCounted(f),
    }),
  ),
  share("boxShare", "boxes", "Kiểm tra đủ 2 lần/ngày (%)", "Checked twice a day (%)", (f) => ({
    x: f.boxDaysChecked,
    y: f.boxDays,
  })),
  count("letters", "letters", "Thư gửi", "Sent", (f) => f.letters),
  count("received", "letters", "Thư nhận", "Received", (f) => f.received),
  count("sentDocuments", "letters", "Văn bản gửi kèm", "Documents sent", (f) => f.sentDocuments),
  count("receivedDocuments", "letters", "Văn bản nhận kèm", "Documents received", (f) => f.receivedDocuments),
  count("sentPublic", "letters", "Gửi đến hộp thư miễn phí", "Sent to public providers", (f) => f.sentPublic),
  count("receivedPublic", "letters", "Nhận từ hộp thư miễn phí", "From public providers", (f) => f.receivedPublic),
  share("publicShare", "letters", "Tỷ lệ với hộp thư miễn phí (%)", "Share with public providers (%)", (f) => ({
    x: f.sentPublic + f.receivedPublic,
    y: f.letters + f.received,
  })),
  count("locked", "mailboxes", "Tạm khóa", "Locked", (f) => f.locked),
  count("neverUsed", "mailboxes", "Chưa từng sử dụng", "Never used", (f) => f.neverUsed),
  count("dormant", "mailboxes", "Lâu không sử dụng", "Dormant", (f) => f.dormant),
];

/** Shares by which agencies can be graded and ranked. */
export const GRADED_MEASURES = ["regularOfStaff", "regularOfMailboxes", "activeOfStaff", "activeOfMailboxes"] as const;
export type GradedMeasure = (typeof GRADED_MEASURES)[number];

/** The share that a measure gives of some figures. Throws for a measure that is no share. */
export function shareOf(id: GradedMeasure, f: UsageFigures): Share {
  const measure = USAGE_MEASURES.find((m) => m.id === id);
  if (measure?.kind !== "share") throw new Error(`${id} is no share`);
  return measure.of(f);
}

/** Percent with one decimal, rounded half up; null when there is no whole to be a part of. */
export function percentOf({ x, y }: Share): number | null {
  if (y === null || y === 0) return null;
  return Math.round((x * 1000) / y) / 10;
}

/** Remarks on a row, in words. */
export const USAGE_NOTE_TEXTS = {
  notReported: { vi: "chưa báo cáo", en: "not reported" },
  noMailboxes: { vi: "chưa có hộp thư", en: "no mailboxes" },
  moreMailboxesThanStaff: { vi: "số hộp thư nhiều hơn số người khai báo", en: "more mailboxes than declared staff" },
  closed: { vi: "đã giải thể hoặc sáp nhập trong kỳ", en: "dissolved or merged in the period" },
} as const;
