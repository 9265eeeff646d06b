import type { UsageFigures, UsageReport, UsageRow } from "@congthu/shared/api/reports";
import { periodTitle } from "@congthu/shared/report-periods";
import { percentOf, type Share, USAGE_MEASURES } from "@congthu/shared/usage-measures";
import type { Paper, PaperAnnex, PaperBlock, PaperRow } from "./paper.ts";
import type { PaperForm } from "./paper-form.ts";
import { listText, numberText, shareText } from "./paper-words.ts";
import { columnValue, lineNotes, REPORT_COLUMNS, reportLines, tableNotes, windowSentence } from "./report-table.ts";

/** What stands on the paper and is no figure: the setting `papers`, and what agencies wrote in their own reports. */
export type PaperTexts = {
  form: PaperForm;
  /** Problems and proposals, as the reporting agencies worded them. */
  problems: readonly string[];
  proposals: readonly string[];
};

const RANKED = 5;

/** The report of the department that runs the system, with the table as its annex. */
export function departmentPaper(report: UsageReport, { form, problems, proposals }: PaperTexts): Paper {
  const title = periodTitle(report.period);
  const abstract = `Tình hình quản lý, sử dụng thư điện tử công vụ ${title}`;
  return {
    ...issuerOf(form),
    year: report.period.to.slice(0, 4),
    abstract,
    body: [
      ...form.bases.map((text): PaperBlock => ({ kind: "basis", text })),
      {
        kind: "paragraph",
        text: `${form.agency || "Cơ quan chủ quản"} báo cáo tình hình quản lý, sử dụng hệ thống thư điện tử công vụ ${title} như sau:`,
      },
      { kind: "heading", text: "I. Tình hình quản lý và sử dụng" },
      ...results(report),
      { kind: "heading", text: "II. Xếp hạng các cơ quan, đơn vị" },
      ...ranking(report),
      { kind: "heading", text: "III. Tồn tại, vướng mắc" },
      ...written(problems),
      { kind: "heading", text: "IV. Đề xuất, kiến nghị" },
      ...written(proposals),
      { kind: "heading", text: "V. Cách tính số liệu" },
      ...[windowSentence(report), ...tableNotes(report)].map((text): PaperBlock => ({ kind: "paragraph", text })),
      {
        kind: "paragraph",
        text: `Trên đây là báo cáo tình hình quản lý, sử dụng thư điện tử công vụ ${title} (số liệu từng cơ quan, đơn vị tại Phụ lục kèm theo)./.`,
      },
    ],
    annex: annexOf(report, title),
    madeAt: report.createdAt,
  };
}

/** What a form says of who issues a paper, to whom it goes and who signs. */
export function issuerOf(form: PaperForm) {
  const { parent, agency, symbol, place, to, recipients, authority, title, name } = form;
  return { parent, agency, symbol, place, to, recipients, signature: { authority, title, name } };
}

/** What agencies wrote, a paragraph each; without any, room to write by hand. */
export function written(texts: readonly string[]): PaperBlock[] {
  const lines = texts.flatMap((text) => text.split("\n")).filter((line) => line.trim() !== "");
  const shown = lines.length > 0 ? lines : [".".repeat(110)];
  return shown.map((text) => ({ kind: "paragraph", text }));
}

function results(report: UsageReport): PaperBlock[] {
  const { total, previous } = report;
  const change = (now: number | null, then: number | null) =>
    now === null || then === null ? "" : ` (${trend(Math.round((now - then) * 10) / 10)} so với kỳ trước)`;
  const regular = measured("regularOfMailboxes", total);
  const before = previous && percentOf(measured("regularOfMailboxes", previous.total));
  const lines = [
    `1. Cấp hộp thư: ${shareText(measured("mailboxShare", total))} CBCCVC, NLĐ được cấp hộp thư điện tử công vụ (tính trên ${numberText(total.reported)}/${numberText(total.agencies)} cơ quan, đơn vị đã báo cáo số người); toàn hệ thống có ${numberText(total.mailboxes)} hộp thư cá nhân, trong đó ${numberText(total.locked)} hộp thư tạm khóa.`,
    `2. Có sử dụng trong kỳ: ${shareText(measured("activeOfMailboxes", total))} trên số được cấp hộp thư.`,
    `3. Thường xuyên sử dụng: ${shareText(regular)} trên số được cấp hộp thư${change(percentOf(regular), before)}; ${shareText(measured("regularOfStaff", total))} trên tổng số CBCCVC, NLĐ.`,
    `4. Lãnh đạo có sử dụng: ${shareText(measured("leaderShare", total))} trên số lãnh đạo được cấp hộp thư.`,
    `5. Hộp thư cơ quan: ${numberText(total.boxes)}${percentAfter("; kiểm tra đủ 2 lần/ngày: ", measured("boxShare", total), " số ngày làm việc")}.`,
    `6. Thư gửi: ${numberText(total.letters)}; thư nhận: ${numberText(total.received)}${percentAfter("; trao đổi với hộp thư miễn phí: ", measured("publicShare", total))}; văn bản gửi kèm thư: ${numberText(total.sentDocuments)}, nhận kèm thư: ${numberText(total.receivedDocuments)}.`,
    "7. Theo từng cấp, tỷ lệ thường xuyên sử dụng trên số được cấp hộp thư:",
    ...report.tiers.map(
      (t, i) =>
        `- ${t.label}: ${shareText(measured("regularOfMailboxes", t.sum))}${i < report.tiers.length - 1 ? ";" : "."}`,
    ),
  ];
  return lines.map((text) => ({ kind: "paragraph", text }));
}

function ranking(report: UsageReport): PaperBlock[] {
  const ranked = report.rows
    .flatMap((row) => {
      const percent = percentOf(measured("regularOfMailboxes", row));
      return percent === null ? [] : [{ row, percent }];
    })
    .sort((a, b) => b.percent - a.percent || b.row.regular - a.row.regular);
  const named = (list: typeof ranked) =>
    list.map(({ row, percent }) => `${row.name} (${numberText(percent)}%)`).join("; ");
  const silent = report.rows.filter((row: UsageRow) => row.staff === null).map((row) => row.name);
  const few = Math.min(RANKED, Math.floor(ranked.length / 2));
  const lines = [
    ...(few > 0
      ? [
          `1. Tỷ lệ thường xuyên sử dụng cao nhất: ${named(ranked.slice(0, few))}.`,
          `2. Tỷ lệ thường xuyên sử dụng thấp nhất: ${named(ranked.slice(-few).reverse())}.`,
        ]
      : ["Không đủ số cơ quan, đơn vị để xếp hạng."]),
    ...(silent.length > 0 ? [`${few > 0 ? "3. " : ""}Chưa báo cáo số người: ${listText(silent)}.`] : []),
  ];
  return lines.map((text) => ({ kind: "paragraph", text }));
}

function annexOf(report: UsageReport, title: string): PaperAnnex {
  const cell = (value: number | string | null) => (typeof value === "number" ? numberText(value) : (value ?? ""));
  return {
    title: `Tình hình sử dụng thư điện tử công vụ ${title}`,
    above: windowSentence(report),
    columns: [
      { title: "STT", width: 6, align: "center" },
      { title: "Cơ quan, đơn vị", width: 24, align: "left" },
      ...REPORT_COLUMNS.map((c) => ({
        title: c.title,
        width: c.measure.id === "staff" ? 11 : c.measure.id === "boxShare" ? 10 : 8,
        align: "right" as const,
        ...(c.group ? { group: c.group } : {}),
      })),
      { title: "Ghi chú", width: 12, align: "left" },
    ],
    rows: reportLines(report).map((line): PaperRow => {
      if (line.kind === "tier") return { kind: "heading", text: line.label };
      const isSum = line.kind !== "agency";
      const figures = isSum ? line.figures : line.row;
      const lead = isSum ? ["", line.label] : [String(line.number), line.row.name];
      return {
        kind: isSum ? "sum" : "line",
        cells: [...lead, ...REPORT_COLUMNS.map((c) => cell(columnValue(c, figures))), lineNotes(line)],
      };
    }),
    notes: tableNotes(report),
  };
}

/** A share with words before and after it; nothing where there is no whole to be a part of. */
function percentAfter(before: string, share: Share, after = ""): string {
  const percent = percentOf(share);
  return percent === null ? "" : `${before}${numberText(percent)}%${after}`;
}

/** The share a measure gives, as in the table. */
export function measured(id: string, f: UsageFigures): Share {
  const measure = USAGE_MEASURES.find((m) => m.id === id);
  if (measure?.kind !== "share") throw new Error(`${id} is no share`);
  return measure.of(f);
}

function trend(by: number): string {
  if (by === 0) return "bằng";
  return `${by > 0 ? "tăng" : "giảm"} ${numberText(Math.abs(by))} điểm phần trăm`;
}
