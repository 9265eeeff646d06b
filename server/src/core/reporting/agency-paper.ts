import type { UsageRow } from "@congthu/shared/api/reports";
import { periodTitle } from "@congthu/shared/report-periods";
import { percentOf, type Share } from "@congthu/shared/usage-measures";
import { issuerOf, written } from "./department-paper.ts";
import type { Paper, PaperBlock } from "./paper.ts";
import type { PaperForm } from "./paper-form.ts";
import { numberText } from "./paper-words.ts";

export type AgencyReport = {
  period: { from: string; to: string };
  form: PaperForm;
  /** The agency's figures; undefined where it has none to show. */
  row: UsageRow | undefined;
  /** What it reported; null while it has not. */
  filed: { staff: number; directoryReviewed: boolean; problems: string; proposals: string } | null;
  madeAt: number;
};

/** An agency's report on itself, point by point as Nghệ An 99/2025, Phụ lục 2 has it; what nobody filled in stays open. */
export function agencyPaper(q: AgencyReport): Paper {
  const title = periodTitle(q.period);
  const staff = q.filed?.staff ?? q.row?.staff ?? null;
  const given = { x: q.row?.mailboxes ?? 0, y: staff };
  // Whoever was on leave throughout counts in neither part.
  const there = staff === null ? null : Math.max(0, staff - (q.row?.onLeave ?? 0));
  const regular = percentOf({ x: q.row?.regular ?? 0, y: there });
  const lines: PaperBlock[] = [
    { kind: "heading", text: `1. Tình hình quản lý và sử dụng ${title}` },
    { kind: "paragraph", text: `a) Tỷ lệ CBCCVC, NLĐ đã được cấp tài khoản: ${ratio(given)};` },
    {
      kind: "paragraph",
      text: `b) Tỷ lệ CBCCVC thường xuyên sử dụng hệ thống thư điện tử trong công việc: ${regular === null ? "….." : numberText(regular)}%;`,
    },
    {
      kind: "choice",
      text: "c) Đã rà soát, cập nhật công khai danh bạ:",
      options: [
        { text: "Đã thực hiện", isTicked: q.filed?.directoryReviewed === true },
        { text: "Chưa thực hiện", isTicked: q.filed?.directoryReviewed === false },
      ],
    },
    { kind: "heading", text: "2. Tồn tại, vướng mắc" },
    ...written(q.filed ? [q.filed.problems] : []),
    { kind: "heading", text: "3. Đề xuất, kiến nghị" },
    ...written(q.filed ? [q.filed.proposals] : []),
  ];
  return {
    ...issuerOf(q.form),
    year: q.period.to.slice(0, 4),
    abstract: `Tình hình quản lý, sử dụng hệ thống thư điện tử công vụ ${title}`,
    body: [...q.form.bases.map((text): PaperBlock => ({ kind: "basis", text })), ...lines],
    annex: null,
    madeAt: q.madeAt,
  };
}

function ratio(share: Share): string {
  const percent = percentOf(share);
  if (share.y === null || percent === null) return "……/…… đạt ……%";
  return `${numberText(share.x)}/${numberText(share.y)} đạt ${numberText(percent)}%`;
}
