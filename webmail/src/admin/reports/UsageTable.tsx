import type { UsageFigures, UsageReport, UsageRow } from "@congthu/shared/api/reports";
import {
  MEASURE_GROUPS,
  type Measure,
  type MeasureGroup,
  percentOf,
  USAGE_MEASURES,
  USAGE_NOTE_TEXTS,
} from "@congthu/shared/usage-measures";
import { Anchor, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { languageStore } from "../../i18n/i18n.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../i18n/t.ts";
import { Sheet } from "../ui/Page.tsx";
import type { Asked } from "./ExplainDrawer.tsx";
import { nextRanking, type Ranking, tableRows } from "./rows.ts";
import css from "./UsageTable.module.css";
import views from "./UsageViews.module.css";
import { decimal } from "./words.ts";

type Props = {
  report: UsageReport;
  onPeople: (row: UsageRow) => (() => void) | undefined;
  /** A figure was asked about. */
  onExplain: (asked: Asked) => void;
};

const GROUPS = (Object.keys(MEASURE_GROUPS) as MeasureGroup[]).map((group) => ({
  group,
  width: USAGE_MEASURES.filter((m) => m.group === group).length,
}));

/** Every measure of every agency: by tier with sums, or ranked by the heading that was clicked. */
export function UsageTable({ report, onPeople, onExplain }: Props) {
  const language = languageStore.get();
  const [find, setFind] = useState("");
  const [ranking, setRanking] = useState<Ranking>(null);
  const rows = tableRows(report, { find, ranking, language });
  const search = (
    <TextInput
      aria-label={t("usage.find")}
      placeholder={t("usage.find")}
      leftSection={<IconSearch size={16} />}
      value={find}
      onChange={(e) => setFind(e.currentTarget.value)}
    />
  );
  return (
    <Sheet title={t("usage.table")} actions={report.rows.length > 8 && search}>
      <Text size="sm" c="var(--ink-2)" mb="xs" className={css.hint ?? ""}>
        {t("usage.rankHint")}
      </Text>
      <section className={css.scroll} aria-label={t("usage.table")}>
        <table className={css.table}>
          <Head ranking={ranking} onRank={(by) => setRanking(nextRanking(ranking, by))} />
          <tbody>
            {rows.map((r) =>
              r.kind === "agency" ? (
                <tr key={r.row.agencyId}>
                  <td className={css.order}>{r.order}</td>
                  <th scope="row" className={css.agency}>
                    <Name row={r.row} onPeople={onPeople(r.row)} />
                  </th>
                  <Cells
                    figures={r.row}
                    onExplain={(measureId, value) =>
                      onExplain({ agencyId: r.row.agencyId, name: r.row.name, measureId, value })
                    }
                  />
                  <td className={css.note}>{r.row.notes.map((note) => USAGE_NOTE_TEXTS[note][language]).join("; ")}</td>
                </tr>
              ) : (
                <SumRow
                  key={`sum ${r.label}`}
                  name={t("usage.subtotal", { tier: uncapitalised(r.label) })}
                  sum={r.sum}
                />
              ),
            )}
            {rows.length === 0 && (
              <tr>
                <td colSpan={USAGE_MEASURES.length + 3} className={css.none}>
                  {t("usage.none")}
                </td>
              </tr>
            )}
          </tbody>
          {find.trim() === "" && (
            <tfoot>
              <SumRow
                name={t("usage.total")}
                sum={report.total}
                total
                onExplain={(measureId, value) =>
                  onExplain({ agencyId: undefined, name: t("usage.total"), measureId, value })
                }
              />
            </tfoot>
          )}
        </table>
      </section>
    </Sheet>
  );
}

function Head({ ranking, onRank }: { ranking: Ranking; onRank: (by: string) => void }) {
  const language = languageStore.get();
  return (
    <thead>
      <tr>
        <th rowSpan={2} className={css.order} scope="col">
          {t("usage.column.order")}
        </th>
        <th rowSpan={2} className={css.agency} scope="col">
          {t("usage.column.agency")}
        </th>
        {GROUPS.map(({ group, width }) => (
          <th key={group} colSpan={width} scope="colgroup" className={css.group}>
            {MEASURE_GROUPS[group][language]}
          </th>
        ))}
        <th rowSpan={2} scope="col" className={css.group}>
          {t("usage.column.note")}
        </th>
      </tr>
      <tr>
        {USAGE_MEASURES.map((measure, i) => {
          const on = ranking?.by === measure.id ? ranking.order : null;
          const Arrow = on === "asc" ? IconArrowUp : IconArrowDown;
          return (
            <th
              key={measure.id}
              scope="col"
              className={css.measure}
              data-first={isFirst(i) || undefined}
              aria-sort={on === null ? "none" : on === "asc" ? "ascending" : "descending"}
            >
              <UnstyledButton className={css.sort ?? ""} onClick={() => onRank(measure.id)}>
                {measure[language]}
                {on !== null && <Arrow size={13} aria-hidden />}
              </UnstyledButton>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

type Explain = (measureId: string, value: string) => void;
type SumProps = { name: string; sum: UsageFigures; total?: boolean; onExplain?: Explain };

function SumRow({ name, sum, total = false, onExplain }: SumProps) {
  return (
    <tr className={total ? css.total : css.subtotal}>
      <td className={css.order} />
      <th scope="row" className={css.agency}>
        {name}
      </th>
      <Cells figures={sum} onExplain={onExplain} />
      <td className={css.note}>
        {t("usage.coverageShort", { reported: formatCount(sum.reported), agencies: formatCount(sum.agencies) })}
      </td>
    </tr>
  );
}

function Name({ row, onPeople }: { row: UsageRow; onPeople: (() => void) | undefined }) {
  if (!onPeople) return row.name;
  return (
    <Anchor component="button" type="button" inherit ta="left" onClick={onPeople} title={t("usage.people")}>
      {row.name}
    </Anchor>
  );
}

function Cells({ figures, onExplain }: { figures: UsageFigures; onExplain: Explain | undefined }) {
  return USAGE_MEASURES.map((measure, i) => {
    const text = cellText(measure, figures);
    return (
      <td key={measure.id} data-first={isFirst(i) || undefined} data-share={measure.kind === "share" || undefined}>
        {onExplain ? (
          <UnstyledButton
            className={views.figure ?? ""}
            title={t("explain.ask")}
            onClick={() => onExplain(measure.id, text)}
          >
            {text}
          </UnstyledButton>
        ) : (
          text
        )}
      </td>
    );
  });
}

/** A figure for people: what was not reported says so, and is never 0 %. */
function cellText(measure: Measure, figures: UsageFigures): string {
  if (measure.kind === "count") {
    const n = measure.of(figures);
    return n === null ? t("usage.notReported") : formatCount(n);
  }
  const percent = percentOf(measure.of(figures));
  return percent === null ? "–" : decimal(percent);
}

/** "Cấp xã" inside a sentence: "cấp xã". */
function uncapitalised(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Whether a measure begins a group of columns. */
function isFirst(i: number): boolean {
  return USAGE_MEASURES[i]?.group !== USAGE_MEASURES[i - 1]?.group;
}
