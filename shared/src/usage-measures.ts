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
  letters: { vi: "Thư", en: "Letters" },
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
  count("active", "active", "Số có sử dụng", "Used it", (f) => f.active),
  share("activeOfMailboxes", "active", "Tỷ lệ trên số được cấp (%)", "Share of mailboxes (%)", (f) => ({
    x: f.active,
    y: f.mailboxes,
  })),
  share("activeOfStaff", "active", "Tỷ lệ trên tổng số (%)", "Share of staff (%)", (f) => ({
    x: f.activeReported,
    y: f.staff,
  })),
  count("regular", "regular", "Số thường xuyên sử dụng", "Regular users", (f) => f.regular),
  share("regularOfMailboxes", "regular", "Tỷ lệ trên số được cấp (%)", "Share of mailboxes (%)", (f) => ({
    x: f.regular,
    y: f.mailboxes,
  })),
  share("regularOfStaff", "regular", "Tỷ lệ trên tổng số (%)", "Share of staff (%)", (f) => ({
    x: f.regularReported,
    y: f.staff,
  })),
  count("leaderMailboxes", "leaders", "Được cấp hộp thư", "With a mailbox", (f) => f.leaderMailboxes),
  count("leaderActive", "leaders", "Có sử dụng", "Used it", (f) => f.leaderActive),
  share("leaderShare", "leaders", "Tỷ lệ (%)", "Share (%)", (f) => ({ x: f.leaderActive, y: f.leaderMailboxes })),
  count("letters", "letters", "Thư gửi", "Sent", (f) => f.letters),
  count("received", "letters", "Thư nhận", "Received", (f) => f.received),
  count("receivedPublic", "letters", "Từ hộp thư miễn phí", "From public providers", (f) => f.receivedPublic),
  count("locked", "letters", "Hộp thư tạm khóa", "Locked mailboxes", (f) => f.locked),
];

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
} as const;
