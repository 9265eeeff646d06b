import type { UsageFigures, UsageReport } from "@congthu/shared/api/reports";
import {
  MEASURE_GROUPS,
  type Measure,
  type MeasureGroup,
  percentOf,
  USAGE_MEASURES,
  USAGE_NOTE_TEXTS,
} from "@congthu/shared/usage-measures";
import { Group, Select, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useStore } from "../../data/use-store.ts";
import { languageStore } from "../../i18n/i18n.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../i18n/t.ts";
import { formatPercent } from "./format.ts";
import { ORDERS, type Order, tableRows } from "./rows.ts";
import css from "./UsageTable.module.css";

const GROUPS = [...new Set(USAGE_MEASURES.map((m) => m.group))];
const ORDER_LABELS = { tree: "usage.sortTree", best: "usage.sortBest", worst: "usage.sortWorst" } as const;

/** Every agency with every measure, sums under each tier and at the end. */
export function UsageTable({ report }: { report: UsageReport }) {
  const [find, setFind] = useState("");
  const [order, setOrder] = useState<Order>("tree");
  const language = useStore(languageStore);
  const rows = tableRows(report, { find, order, language });
  return (
    <Stack gap="sm" component="section" aria-labelledby="usage-table">
      <Group justify="space-between" align="end" gap="sm">
        <Title order={2} size="h5" id="usage-table">
          {t("usage.table")}
        </Title>
        <Group gap="sm">
          <TextInput
            aria-label={t("usage.find")}
            placeholder={t("usage.find")}
            leftSection={<IconSearch size={17} />}
            value={find}
            onChange={(e) => setFind(e.currentTarget.value)}
          />
          <Select
            aria-label={t("usage.sort")}
            value={order}
            allowDeselect={false}
            data={ORDERS.map((name) => ({ value: name, label: t(ORDER_LABELS[name]) }))}
            onChange={(name) => setOrder((name ?? "tree") as Order)}
          />
        </Group>
      </Group>
      {rows.length === 0 ? (
        <Text>{t("usage.none")}</Text>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
        <section className={css.box} tabIndex={0} aria-label={t("usage.table")}>
          <Table className={css.table ?? ""} withColumnBorders>
            <Head />
            <Table.Tbody>
              {rows.map((r) =>
                r.kind === "agency" ? (
                  <FiguresRow
                    key={r.row.agencyId}
                    order={r.order}
                    name={r.row.name}
                    figures={r.row}
                    notes={r.row.notes}
                  />
                ) : (
                  <FiguresRow
                    key={`sum ${r.label}`}
                    name={t("usage.tierTotal", { tier: r.label.toLowerCase() })}
                    figures={r.sum}
                    isSum
                  />
                ),
              )}
              {find === "" && <FiguresRow name={t("usage.total")} figures={report.total} isSum />}
            </Table.Tbody>
          </Table>
        </section>
      )}
    </Stack>
  );
}

function Head() {
  const language = useStore(languageStore);
  const width = (group: MeasureGroup) => USAGE_MEASURES.filter((m) => m.group === group).length;
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th rowSpan={2} className={css.order ?? ""}>
          {t("usage.order")}
        </Table.Th>
        <Table.Th rowSpan={2} className={css.name ?? ""} scope="col">
          {t("usage.agency")}
        </Table.Th>
        {GROUPS.map((group) => (
          <Table.Th key={group} colSpan={width(group)} className={css.group ?? ""} scope="colgroup">
            {MEASURE_GROUPS[group][language]}
          </Table.Th>
        ))}
        <Table.Th rowSpan={2} className={css.notes ?? ""} scope="col">
          {t("usage.notes")}
        </Table.Th>
      </Table.Tr>
      <Table.Tr>
        {USAGE_MEASURES.map((m) => (
          <Table.Th key={m.id} scope="col">
            {m[language]}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  );
}

type RowProps = {
  name: string;
  figures: UsageFigures;
  order?: number;
  notes?: readonly (keyof typeof USAGE_NOTE_TEXTS)[];
  isSum?: boolean;
};

function FiguresRow({ name, figures, order, notes = [], isSum = false }: RowProps) {
  const language = useStore(languageStore);
  return (
    <Table.Tr className={(isSum ? css.sum : "") ?? ""}>
      <Table.Td className={css.order ?? ""}>{order ?? ""}</Table.Td>
      <Table.Th scope="row" className={css.name ?? ""}>
        {name}
      </Table.Th>
      {USAGE_MEASURES.map((m) => (
        <Cell key={m.id} measure={m} figures={figures} />
      ))}
      <Table.Td className={css.notes ?? ""}>{notes.map((n) => USAGE_NOTE_TEXTS[n][language]).join("; ")}</Table.Td>
    </Table.Tr>
  );
}

function Cell({ measure, figures }: { measure: Measure; figures: UsageFigures }) {
  if (measure.kind === "share")
    return <Table.Td className={css.number ?? ""}>{formatPercent(percentOf(measure.of(figures)))}</Table.Td>;
  const n = measure.of(figures);
  return n === null ? (
    <Table.Td className={css.missing ?? ""}>{t("usage.notReported")}</Table.Td>
  ) : (
    <Table.Td className={css.number ?? ""}>{formatCount(n)}</Table.Td>
  );
}
