import type { UsageFigures, UsageReport, UsageRow } from "@congthu/shared/api/reports";
import { fold } from "@congthu/shared/fold";
import { percentOf } from "@congthu/shared/usage-measures";

export const ORDERS = ["tree", "best", "worst"] as const;
export type Order = (typeof ORDERS)[number];

export type TableRow =
  | { kind: "agency"; order: number; row: UsageRow }
  | { kind: "tier"; label: string; sum: UsageFigures };

/** How much an agency uses its mailboxes, for ranking; agencies without mailboxes come last either way. */
export function useOf(f: UsageFigures): number | null {
  return percentOf({ x: f.active, y: f.mailboxes });
}

/** The rows of the table: by tier with a sum under each, or ranked; those whose name holds the words (marks or not). */
export function tableRows(report: UsageReport, q: { find: string; order: Order; language: "vi" | "en" }): TableRow[] {
  const words = fold(q.find);
  const found = report.rows.filter((row) => words === "" || fold(row.name).includes(words));
  if (q.order !== "tree") return ranked(found, q.order).map((row, i) => ({ kind: "agency", order: i + 1, row }));
  let order = 0;
  const byTier = report.tiers.flatMap(({ tier, label, labelEn, sum }): TableRow[] => {
    const rows = found.filter((row) => row.tier === tier);
    if (rows.length === 0) return [];
    const listed = rows.map((row): TableRow => ({ kind: "agency", order: ++order, row }));
    return words === "" ? [...listed, { kind: "tier", label: q.language === "vi" ? label : labelEn, sum }] : listed;
  });
  const tiers = new Set(report.tiers.map((t) => t.tier));
  const others = found.filter((row) => !tiers.has(row.tier));
  return [...byTier, ...others.map((row): TableRow => ({ kind: "agency", order: ++order, row }))];
}

function ranked(rows: readonly UsageRow[], order: "best" | "worst"): UsageRow[] {
  const sign = order === "best" ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [x, y] = [useOf(a), useOf(b)];
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    return sign * (x - y);
  });
}
