import type { ImportRow, ImportView } from "@congthu/shared/api/imports";
import { faultText, isError } from "@congthu/shared/import-words";
import { Table, Text } from "@mantine/core";
import { languageStore } from "../../i18n/i18n.ts";
import { t } from "../i18n/t.ts";
import css from "./ImportRows.module.css";

type Props = Pick<ImportView, "columns" | "origin"> & { rows: readonly ImportRow[] };

/**
 * The rows as they stand in the file, faulty cells red and converted ones yellow, with what will happen and why not in front; of chosen accounts the
 * name stands there instead of the number of a row.
 */
export function ImportRows({ columns, origin, rows }: Props) {
  const first = origin === "choice" ? 1 : 0;
  const language = languageStore.get();
  return (
    <div className={css.scroll}>
      <Table verticalSpacing={6} horizontalSpacing="sm" fz="sm" withColumnBorders>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{first === 0 ? t("imports.column.no") : columns[0]?.heading}</Table.Th>
            <Table.Th>{t("imports.column.outcome")}</Table.Th>
            {columns.slice(first).map((column, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name than their place
              <Table.Th key={i} {...(column.field === null ? { c: "var(--ink-2)" } : {})}>
                {column.heading}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.no} data-state={row.state}>
              <Table.Td>{first === 0 ? row.no : row.name}</Table.Td>
              <Table.Td className={css.outcome ?? ""}>
                <Text size="sm" fw={600} {...(row.state === "faulty" ? { c: "red" } : {})}>
                  {t(`requests.kind.${row.act}`)}: {t(`imports.row.${row.state}`)}
                </Text>
                {row.address && first === 0 && <Text size="sm">{row.address}</Text>}
                {row.faults.map((fault) => (
                  <Text
                    size="sm"
                    key={`${fault.code} ${fault.field} ${fault.x}`}
                    c={isError(fault) ? "red" : "var(--ink-2)"}
                  >
                    {faultText(fault, language)}
                  </Text>
                ))}
              </Table.Td>
              {columns.slice(first).map((_, at) => {
                const i = at + first;
                const here = row.faults.filter((fault) => fault.column === i);
                const mark = here.some(isError) ? "error" : here.length > 0 ? "note" : undefined;
                return (
                  <Table.Td key={i} data-mark={mark} className={css.cell ?? ""}>
                    {row.cells[i] ?? ""}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
