import type { UsageFigures, UsageReport } from "@congthu/shared/api/reports";
import { percentOf, USAGE_MEASURES, USAGE_NOTE_TEXTS } from "@congthu/shared/usage-measures";
import { tableNotes, windowSentence } from "./report-table.ts";

/**
 * The usage report as CSV, lines ending with CRLF: UTF-8 with a mark so that Excel reads the letters, numbers with a decimal point, a line an agency, sums of tiers
 * and all at the end, then the definition.
 */
export function renderCsv(report: UsageReport): Uint8Array {
  const heading = ["STT", "Cơ quan, đơn vị", "Cấp", ...USAGE_MEASURES.map((m) => m.vi), "Ghi chú"];
  const label = new Map(report.tiers.map((t) => [t.tier, t.label]));
  const agencies = report.rows.map((row, i) => [
    String(i + 1),
    row.name,
    label.get(row.tier) ?? "",
    ...cells(row),
    row.notes.map((note) => USAGE_NOTE_TEXTS[note].vi).join("; "),
  ]);
  const coverage = (f: UsageFigures) => `${f.reported}/${f.agencies} cơ quan đã báo cáo`;
  const sums = report.tiers.map((t) => ["", `Cộng ${t.label}`, t.label, ...cells(t.sum), coverage(t.sum)]);
  const total = ["", "Tổng cộng", "", ...cells(report.total), coverage(report.total)];
  const notes = [windowSentence(report), ...tableNotes(report)];
  const lines = [heading, ...agencies, ...sums, total, [], ...notes.map((note) => [note])];
  return csvBytes(lines);
}

/** Lines of cells as CSV in UTF-8 with a mark, ended with CRLF. */
export function csvBytes(lines: readonly (readonly string[])[]): Uint8Array {
  return Buffer.from(`\uFEFF${lines.map((line) => line.map(field).join(",")).join("\r\n")}\r\n`);
}

function cells(f: UsageFigures): string[] {
  return USAGE_MEASURES.map((m) => {
    const value = m.kind === "count" ? m.of(f) : percentOf(m.of(f));
    return value === null ? (f.staff === null ? USAGE_NOTE_TEXTS.notReported.vi : "") : String(value);
  });
}

/** Text that a spreadsheet would take for a formula is quoted with an apostrophe. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
