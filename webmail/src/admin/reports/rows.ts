import type { UsageFigures, UsageReport, UsageRow } from "@congthu/shared/api/reports";
import { fold } from "@congthu/shared/fold";
import { percentOf, USAGE_MEASURES } from "@congthu/shared/usage-measures";

export type TableRow =
  | { kind: "agency"; order: number; row: UsageRow }
  | { kind: "tier"; label: string; sum: UsageFigures };

/** `by` names a measure; null is the order of the tree. */
export type Ranking = { by: string; order: "desc" | "asc" } | null;

/**
 * The rows of the table: by tier with a sum under each, or ranked over all tiers by a measure; those whose name holds the words (marks or not).
 * Agencies without the figure come last either way.
 */
export function tableRows(
  report: UsageReport,
  q: { find: string; ranking: Ranking; language: "vi" | "en" },
): TableRow[] {
  const words = fold(q.find);
  const found = report.rows.filter((row) => words === "" || fold(row.name).includes(words));
  if (q.ranking) return ranked(found, q.ranking).map((row, i) => ({ kind: "agency", order: i + 1, row }));
  let order = 0;
  return report.tiers.flatMap(({ tier, label, labelEn, sum }): TableRow[] => {
    const rows = found.filter((row) => row.tier === tier);
    if (rows.length === 0) return [];
    const listed = rows.map((row): TableRow => ({ kind: "agency", order: ++order, row }));
    const isWhole = words === "" && report.tiers.length > 1;
    return isWhole ? [...listed, { kind: "tier", label: q.language === "vi" ? label : labelEn, sum }] : listed;
  });
}

/** What a click on a measure's heading asks for: the highest first, then the lowest, then the order of the tree again. */
export function nextRanking(now: Ranking, by: string): Ranking {
  if (now?.by !== by) return { by, order: "desc" };
  return now.order === "desc" ? { by, order: "asc" } : null;
}

function ranked(rows: readonly UsageRow[], { by, order }: NonNullable<Ranking>): UsageRow[] {
  const measure = USAGE_MEASURES.find((m) => m.id === by);
  if (!measure) return [...rows];
  const figure = (row: UsageRow) => (measure.kind === "count" ? measure.of(row) : percentOf(measure.of(row)));
  return rows.toSorted((a, b) => {
    const [x, y] = [figure(a), figure(b)];
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    return order === "desc" ? y - x : x - y;
  });
}
