import type { UsageFigures, UsageReport, UsageRow } from "@congthu/shared/api/reports";
import { formatDay } from "@congthu/shared/dates";
import { definitionSentences } from "@congthu/shared/usage-definition";
import { type Measure, percentOf, USAGE_MEASURES, USAGE_NOTE_TEXTS } from "@congthu/shared/usage-measures";

/**
 * A column of the department's table: a figure, or the share of one column in another, `less` a third that is taken off the whole. A share without `part`
 * is made of figures that have no column.
 */
export type ReportColumn = {
  measure: Measure;
  title: string;
  group?: string;
  part?: string;
  whole?: string;
  less?: string;
};

type Named = Omit<ReportColumn, "measure"> & { id: string };

/** What the columns are called on paper, in their order (vietnam.md §3.4). */
const COLUMNS: readonly Named[] = [
  { id: "staff", title: "Tổng số CBCCVC, NLĐ" },
  { id: "mailboxes", title: "Số được cấp hộp thư" },
  { id: "mailboxShare", title: "Tỷ lệ (%)", part: "mailboxes", whole: "staff" },
  { id: "onLeave", title: "Nghỉ cả kỳ" },
  { id: "regular", title: "Số thường xuyên sử dụng" },
  { id: "regularOfStaff", title: "Tỷ lệ trên tổng số (%)", part: "regular", whole: "staff", less: "onLeave" },
  {
    id: "regularOfMailboxes",
    title: "Tỷ lệ trên số được cấp (%)",
    part: "regular",
    whole: "mailboxes",
    less: "onLeave",
  },
  { id: "leadersCounted", title: "Tổng số", group: "Lãnh đạo" },
  { id: "leaderActive", title: "Có sử dụng", group: "Lãnh đạo" },
  { id: "leaderShare", title: "Tỷ lệ (%)", group: "Lãnh đạo", part: "leaderActive", whole: "leadersCounted" },
  { id: "boxShare", title: "Hộp thư cơ quan kiểm tra đủ 2 lần/ngày (%)" },
  { id: "letters", title: "Thư gửi" },
  { id: "received", title: "Thư nhận" },
  { id: "locked", title: "Hộp thư tạm khóa" },
];

/** Leaders with a mailbox who were there: what the share of leaders is a share of. */
const LEADERS_COUNTED: Measure = {
  id: "leadersCounted",
  kind: "count",
  group: "leaders",
  vi: "Lãnh đạo được cấp hộp thư, trừ nghỉ cả kỳ",
  en: "Leaders with a mailbox, not on leave throughout",
  of: (f) => f.leaderMailboxes - f.leaderOnLeave,
};

/** The columns between the agency's tier and the remarks. */
export const REPORT_COLUMNS: readonly ReportColumn[] = COLUMNS.map(({ id, ...column }) => {
  const measure = [...USAGE_MEASURES, LEADERS_COUNTED].find((m) => m.id === id);
  if (!measure) throw new Error(`no measure ${id}`);
  return { measure, ...column };
});

/** A line of the table from top to bottom: the heading of a tier, its agencies, its sum; at the end the sum of all. */
export type ReportLine =
  | { kind: "tier"; label: string }
  | { kind: "agency"; number: number; tier: string; row: UsageRow }
  | { kind: "subtotal" | "total"; label: string; figures: UsageFigures };

/** The table of a report, tier by tier. */
export function reportLines(report: UsageReport): ReportLine[] {
  let number = 0;
  const tiers = report.tiers.flatMap((tier): ReportLine[] => [
    { kind: "tier", label: tier.label },
    ...report.rows
      .filter((row) => row.tier === tier.tier)
      .map((row) => ({ kind: "agency" as const, number: ++number, tier: tier.label, row })),
    { kind: "subtotal", label: `Cộng ${lowerFirst(tier.label)}`, figures: tier.sum },
  ]);
  return [...tiers, { kind: "total", label: "Tổng cộng", figures: report.total }];
}

/** What stands in a column: a number, the words for what was not reported, or nothing where there is no whole to be a part of. */
export function columnValue(column: ReportColumn, f: UsageFigures): number | string | null {
  const { measure } = column;
  const value = measure.kind === "count" ? measure.of(f) : percentOf(measure.of(f));
  if (value !== null) return value;
  const reported = measure.kind === "count" || measure.of(f).y === null;
  return reported && f.staff === null ? USAGE_NOTE_TEXTS.notReported.vi : null;
}

/** Remarks on a line. */
export function lineNotes(line: Exclude<ReportLine, { kind: "tier" }>): string {
  if (line.kind === "agency") return line.row.notes.map((note) => USAGE_NOTE_TEXTS[note].vi).join("; ");
  return `${line.figures.reported}/${line.figures.agencies} cơ quan đã báo cáo`;
}

/** What a table is of: the period, how far it is counted, and on how many working days. */
export function windowSentence(report: UsageReport): string {
  const { period, through, workingDays } = report;
  return `Kỳ báo cáo: từ ngày ${formatDay(period.from)} đến ngày ${formatDay(period.to)}; số liệu đến hết ngày ${formatDay(through)}; ${workingDays} ngày làm việc.`;
}

/** The notes that every printed table carries: how its figures are counted. */
export function tableNotes(report: UsageReport): string[] {
  return definitionSentences(report.definition);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLocaleLowerCase("vi") + text.slice(1);
}
