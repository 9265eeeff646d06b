import type { UsageReport } from "@congthu/shared/api/reports";
import { formatDay } from "@congthu/shared/dates";
import { percentOf, USAGE_MEASURES, USAGE_NOTE_TEXTS } from "@congthu/shared/usage-measures";
import { type Cell, type CellStyle, columnName, type Sheet, writeSpreadsheet } from "../../lib/spreadsheet.ts";
import { measured } from "./department-paper.ts";
import {
  columnValue,
  lineNotes,
  REPORT_COLUMNS,
  type ReportColumn,
  type ReportLine,
  reportLines,
  tableNotes,
  windowSentence,
} from "./report-table.ts";

const TABLE = "Biểu tổng hợp";
/** STT, agency, tier stand before the figures. */
const LEAD = 3;
const WIDTH = LEAD + REPORT_COLUMNS.length + 1;
/** Title, period, a free row, two rows of headings. */
const FIRST_LINE = 6;

/** The usage report as a workbook whose sums and shares are formulas: correct a number and they follow. */
export function renderXlsx(report: UsageReport): Promise<Uint8Array> {
  const lines = reportLines(report);
  return writeSpreadsheet([tableSheet(report, lines), rankingSheet(lines), comparisonSheet(report)], report.createdAt);
}

function tableSheet(report: UsageReport, lines: readonly ReportLine[]): Sheet {
  const notes = [windowSentence(report), ...tableNotes(report)];
  const groups = REPORT_COLUMNS.map((column, i) => groupHeading(column, i));
  const heads: (Cell | null)[] = ["STT", "Cơ quan, đơn vị", "Cấp"].map((value) => heading(value, { down: 2 }));
  return {
    name: TABLE,
    landscape: true,
    frozenColumns: 2,
    heading: { first: FIRST_LINE - 2, last: FIRST_LINE - 1 },
    widths: [5, 34, 10, ...REPORT_COLUMNS.map(() => 10), 20],
    heights: { 4: 32, 5: 32 },
    rows: [
      [{ value: "TÌNH HÌNH SỬ DỤNG THƯ ĐIỆN TỬ CÔNG VỤ", across: WIDTH, bold: true, align: "center", size: 14 }],
      [{ value: windowSentence(report), across: WIDTH, italic: true, align: "center" }],
      [],
      [...heads, ...groups, heading("Ghi chú", { down: 2 })],
      [null, null, null, ...REPORT_COLUMNS.map((c) => (c.group ? heading(c.title) : null)), null],
      ...lines.map((line, i) => tableRow(line, i, lines)),
      [],
      ...notes.map((value): Cell[] => [{ value, across: WIDTH, italic: true }]),
    ],
  };
}

function groupHeading(column: ReportColumn, i: number): Cell | null {
  if (!column.group) return heading(column.title, { down: 2 });
  if (REPORT_COLUMNS[i - 1]?.group === column.group) return null;
  return heading(column.group, { across: REPORT_COLUMNS.filter((c) => c.group === column.group).length });
}

function heading(value: string, span: { across?: number; down?: number } = {}): Cell {
  return { value, ...span, bold: true, align: "center", border: true, fill: "E8EDF4" };
}

function tableRow(line: ReportLine, index: number, lines: readonly ReportLine[]): (Cell | null)[] {
  if (line.kind === "tier") return [{ value: line.label, across: WIDTH, bold: true, border: true, fill: "F5F1E6" }];
  const style: CellStyle = line.kind === "agency" ? { border: true } : { border: true, bold: true };
  const lead: (Cell | null)[] =
    line.kind === "agency"
      ? [
          { value: line.number, ...style, align: "center" },
          { value: line.row.name, ...style },
          { value: line.tier, ...style },
        ]
      : [{ value: line.label, across: LEAD, ...style }, null, null];
  const figures = REPORT_COLUMNS.map((column): Cell => {
    const cell = { ...style, align: "right" as const };
    const value = columnValue(column, line.kind === "agency" ? line.row : line.figures);
    if (column.part)
      return { value: { formula: shareFormula(column, index, lines), value: value ?? "" }, ...cell, format: "0.0" };
    const isShare = column.measure.kind === "share";
    if (line.kind === "agency" || isShare) return { value, ...cell, format: isShare ? "0.0" : "#,##0" };
    return { value: { formula: sumFormula(column, index, lines), value }, ...cell, format: "#,##0" };
  });
  return [...lead, ...figures, { value: lineNotes(line), ...style }];
}

/** Of the rows that a line adds up: itself, its tier's agencies, or every tier's. From and to are row numbers. */
function spans(index: number, lines: readonly ReportLine[]): { from: number; to: number }[] {
  const row = (i: number) => i + FIRST_LINE;
  const line = lines[index];
  if (line?.kind === "agency") return [{ from: row(index), to: row(index) }];
  const found: { from: number; to: number }[] = [];
  let first = 0;
  for (const [i, l] of lines.entries()) {
    if (l.kind === "tier") first = i + 1;
    if (l.kind === "subtotal" && i > first && (line?.kind === "total" || i === index))
      found.push({ from: row(first), to: row(i - 1) });
  }
  return found;
}

function sumFormula(column: ReportColumn, index: number, lines: readonly ReportLine[]): string {
  const letter = letterOf(column.measure.id);
  const ranges = spans(index, lines).map((s) => `${letter}${s.from}:${letter}${s.to}`);
  if (ranges.length === 0) return "0";
  return `IF(COUNT(${ranges.join(",")})=0,"${USAGE_NOTE_TEXTS.notReported.vi}",SUM(${ranges.join(",")}))`;
}

/** Numerator and denominator over the same agencies: those whose denominator is a number. */
function shareFormula(column: ReportColumn, index: number, lines: readonly ReportLine[]): string {
  const [part, whole] = [letterOf(column.part ?? ""), letterOf(column.whole ?? "")];
  const less = column.less === undefined ? undefined : letterOf(column.less);
  const row = index + FIRST_LINE;
  const counted = (letter: string) => {
    if (lines[index]?.kind === "agency") return `${letter}${row}`;
    const sums = spans(index, lines).map(
      (s) => `SUMPRODUCT(ISNUMBER(${whole}${s.from}:${whole}${s.to})*${letter}${s.from}:${letter}${s.to})`,
    );
    return `(${sums.join("+") || "0"})`;
  };
  const of = less === undefined ? `${whole}${row}` : `(${whole}${row}-${counted(less)})`;
  return `IF(ISNUMBER(${whole}${row}),IF(${of}<=0,"",ROUND(${counted(part)}/${of}*100,1)),${whole}${row})`;
}

function letterOf(measureId: string): string {
  return columnName(LEAD + REPORT_COLUMNS.findIndex((c) => c.measure.id === measureId));
}

/** Agencies by their share of regular users, best first; those without mailboxes have no place. Every figure points into the table. */
function rankingSheet(lines: readonly ReportLine[]): Sheet {
  const at = (letter: string, i: number) => `'${TABLE}'!${letter}${i + FIRST_LINE}`;
  const ranked = lines
    .flatMap((line, i) => (line.kind === "agency" ? [{ i, row: line.row, tier: line.tier }] : []))
    .flatMap((a) => {
      const percent = percentOf(measured("regularOfMailboxes", a.row));
      return percent === null ? [] : [{ ...a, percent }];
    })
    .sort((a, b) => b.percent - a.percent || b.row.regular - a.row.regular);
  const columns = ["mailboxes", "regular", "regularOfMailboxes"];
  return {
    name: "Xếp hạng",
    heading: { first: 1, last: 1 },
    widths: [8, 46, 16, 16, 16, 16],
    rows: [
      [
        "Hạng",
        "Cơ quan, đơn vị",
        "Cấp",
        "Số được cấp hộp thư",
        "Số thường xuyên sử dụng",
        "Tỷ lệ trên số được cấp (%)",
      ].map((h) => heading(h)),
      ...ranked.map(({ i, row, tier, percent }, n): Cell[] => [
        {
          value: {
            formula: `RANK(F${n + 2},F$2:F$${ranked.length + 1})`,
            value: 1 + ranked.filter((r) => r.percent > percent).length,
          },
          border: true,
          align: "center",
        },
        { value: { formula: at("B", i), value: row.name }, border: true },
        { value: { formula: at("C", i), value: tier }, border: true },
        ...columns.map(
          (id): Cell => ({
            value: {
              formula: at(letterOf(id), i),
              value: id === "mailboxes" ? row.mailboxes : id === "regular" ? row.regular : percent,
            },
            border: true,
            align: "right",
            format: id === "regularOfMailboxes" ? "0.0" : "#,##0",
          }),
        ),
      ]),
    ],
  };
}

/** All figures of the whole beside those of the period before. */
function comparisonSheet(report: UsageReport): Sheet {
  const { previous } = report;
  const now = `${formatDay(report.period.from)} – ${formatDay(report.through)}`;
  const before = previous ? `${formatDay(previous.from)} – ${formatDay(previous.to)}` : "Không có";
  return {
    name: "So với kỳ trước",
    heading: { first: 1, last: 1 },
    widths: [46, 24, 24, 16],
    rows: [
      ["Chỉ tiêu", now, before, "Tăng, giảm"].map((h) => heading(h)),
      ...USAGE_MEASURES.map((m, i): Cell[] => {
        const of = (f: UsageReport["total"]) => (m.kind === "count" ? m.of(f) : percentOf(m.of(f)));
        const [x, y] = [of(report.total), previous ? of(previous.total) : null];
        const format = m.kind === "count" ? "#,##0" : "0.0";
        const change = x === null || y === null ? "" : Math.round((x - y) * 10) / 10;
        return [
          { value: m.vi, border: true },
          { value: x, border: true, align: "right", format },
          { value: y, border: true, align: "right", format },
          {
            value: { formula: `IF(COUNT(B${i + 2}:C${i + 2})=2,ROUND(B${i + 2}-C${i + 2},1),"")`, value: change },
            border: true,
            align: "right",
            format,
          },
        ];
      }),
    ],
  };
}
