import type { SyncOutcome } from "@congthu/shared/api/connections";
import { Table, Text } from "@mantine/core";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../i18n/t.ts";
import css from "./ImportRows.module.css";

const SHOWN = 500;

/** What happens to whom, one row a step. */
export function PlanSteps({ steps }: { steps: readonly SyncOutcome["steps"][number][] }) {
  return (
    <div className={css.scroll}>
      <Table verticalSpacing={6} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("apply.what")}</Table.Th>
            <Table.Th>{t("apply.whom")}</Table.Th>
            <Table.Th>{t("apply.before")}</Table.Th>
            <Table.Th>{t("apply.after")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {steps.slice(0, SHOWN).map((step, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps have no other name than their place
            <Table.Tr key={i}>
              <Table.Td>{t(`apply.what.${step.what}`)}</Table.Td>
              <Table.Td>{step.whom}</Table.Td>
              <Table.Td className={css.long ?? ""}>{step.before || "–"}</Table.Td>
              <Table.Td className={css.long ?? ""}>{step.after || "–"}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {steps.length > SHOWN && (
        <Text size="sm" p="sm" c="var(--ink-2)">
          {t("apply.more", { n: formatCount(steps.length - SHOWN) })}
        </Text>
      )}
    </div>
  );
}
