import type { OpenFigures, OpenReport } from "@congthu/shared/api/open-data";
import { definitionSentences } from "@congthu/shared/usage-definition";
import { USAGE_NOTE_TEXTS } from "@congthu/shared/usage-measures";
import type { ReportFile } from "./export-usage.ts";
import { csvBytes } from "./render-csv.ts";

const COLUMNS: readonly [
  title: string,
  of: (f: OpenFigures) => number | null,
  few?: OpenFigures["suppressed"][number],
][] = [
  ["Tổng số CBCCVC, NLĐ", (f) => f.staff],
  ["Được cấp hộp thư", (f) => f.mailboxes],
  ["Có sử dụng", (f) => f.active, "people"],
  ["Thường xuyên sử dụng", (f) => f.regular, "people"],
  ["Lãnh đạo", (f) => f.leaders],
  ["Lãnh đạo được cấp hộp thư", (f) => f.leaderMailboxes],
  ["Lãnh đạo có sử dụng", (f) => f.leaderActive, "leaders"],
  ["Lãnh đạo thường xuyên sử dụng", (f) => f.leaderRegular, "leaders"],
  ["Thư gửi", (f) => f.letters],
  ["Thư nhận", (f) => f.received],
  ["Gửi đến hộp thư miễn phí", (f) => f.sentPublic],
  ["Nhận từ hộp thư miễn phí", (f) => f.receivedPublic],
  ["Văn bản gửi kèm", (f) => f.sentDocuments],
  ["Văn bản nhận kèm", (f) => f.receivedDocuments],
  ["Số ngày làm việc của hộp thư cơ quan", (f) => f.boxDays],
  ["Số ngày kiểm tra đủ 2 lần", (f) => f.boxDaysChecked],
];

/** Open data as CSV: an agency a line, sums at the end, then how it was counted and what was kept back. */
export function renderOpenCsv(report: OpenReport): ReportFile {
  const label = new Map(report.tiers.map((t) => [t.tier, t.label]));
  const lines = [
    ["Mã", "Cơ quan, đơn vị", "Cấp", ...COLUMNS.map(([title]) => title)],
    ...report.rows.map((row) => [row.agencyId, row.name, label.get(row.tier) ?? "", ...cells(row)]),
    ...report.tiers.map((t) => ["", `Cộng ${t.label}`, t.label, ...cells(t)]),
    ["", "Tổng cộng", "", ...cells(report.total)],
    [],
    ...[...definitionSentences(report.definition), report.suppression.vi].map((note) => [note]),
  ];
  const { from, to } = report.period;
  return {
    name: `du-lieu-mo-su-dung-thu-cong-vu_${from}_${to}.csv`,
    type: "text/csv; charset=utf-8",
    bytes: csvBytes(lines),
  };
}

function cells(f: OpenFigures): string[] {
  return COLUMNS.map(([, of, few]) => {
    const value = of(f);
    if (value !== null) return String(value);
    return few && f.suppressed.includes(few) ? "không công bố" : USAGE_NOTE_TEXTS.notReported.vi;
  });
}
