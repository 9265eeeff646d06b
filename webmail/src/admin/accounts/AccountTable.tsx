import type { AccountEntry } from "@congthu/shared/api/accounts";
import { formatDay } from "@congthu/shared/dates";
import type { AccountSortBy } from "@congthu/shared/directory-words";
import { Badge, Checkbox, Skeleton, Table, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { formatSize } from "../../i18n/numbers.ts";
import { t } from "../i18n/t.ts";
import { choose } from "../navigation.ts";
import css from "./AccountsPage.module.css";
import type { Chosen } from "./chosen.ts";
import type { AccountColumn } from "./columns.ts";
import { nextSort } from "./model.ts";
import { lastUsedText } from "./names.ts";
import { StatusBadge } from "./StatusBadge.tsx";

export type RowsProps = {
  items: readonly AccountEntry[];
  query: Readonly<Record<string, string>>;
  waiting: boolean;
  columns: readonly AccountColumn[];
  chosen: Chosen;
  /** Puts accounts into the choice or takes them out; left out where nothing is done with many. */
  onToggle?: ((ids: string[]) => void) | undefined;
};

/** The accounts as a table; a row opens the account. */
export function AccountTable({ items, query, waiting, columns, chosen, onToggle }: RowsProps) {
  const ids = items.map((a) => a.id);
  const inAll = items.length > 0 && ids.every((id) => chosen.all || chosen.ids.has(id));
  return (
    <div className={css.scroll}>
      <Table highlightOnHover verticalSpacing={7} horizontalSpacing="sm" fz="sm" aria-busy={waiting}>
        <Table.Thead>
          <Table.Tr>
            {onToggle && (
              <Table.Th w={36} pr={0}>
                <Checkbox
                  size="xs"
                  aria-label={t("bulk.page")}
                  checked={inAll}
                  indeterminate={!inAll && ids.some((id) => chosen.ids.has(id))}
                  onChange={() => onToggle(ids)}
                />
              </Table.Th>
            )}
            <Heading by="name" label={t("accounts.column.name")} query={query} />
            {columns.map((column) => (
              <ColumnHeading key={column} column={column} query={query} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {waiting && <Waiting cells={columns.length + (onToggle ? 2 : 1)} />}
          {items.map((account) => (
            <Table.Tr
              key={account.id}
              className={css.row ?? ""}
              data-chosen={chosen.all || chosen.ids.has(account.id) || undefined}
              onClick={() => choose({ open: account.id })}
            >
              {onToggle && (
                <Table.Td pr={0} onClick={(e) => e.stopPropagation()}>
                  <Checkbox
                    size="xs"
                    mt={3}
                    aria-label={t("bulk.one", { name: account.name })}
                    checked={chosen.all || chosen.ids.has(account.id)}
                    onChange={() => onToggle([account.id])}
                  />
                </Table.Td>
              )}
              <Table.Td>
                <UnstyledButton className={css.name ?? ""}>{account.name}</UnstyledButton>
                <div className={css.sub}>
                  {!columns.includes("title") && (account.title || t(`accounts.kind.${account.kind}`))}
                  {account.isLeader && (
                    <Badge ml={6} size="xs" variant="light" color="gold" tt="none">
                      {t("accounts.leaderTag")}
                    </Badge>
                  )}
                </div>
              </Table.Td>
              {columns.map((column) => (
                <Table.Td key={column} className={CELL_CLASS[column] ?? ""}>
                  {CELLS[column](account)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

const CELLS: Record<AccountColumn, (account: AccountEntry) => ReactNode> = {
  address: (account) => account.address,
  title: (account) => account.title,
  agency: (account) => (
    <>
      {account.agencyName}
      {account.unit && <div className={css.sub}>{account.unit}</div>}
    </>
  ),
  kind: (account) => t(`accounts.kind.${account.kind}`),
  status: (account) => (
    <>
      <StatusBadge status={account.status} />
      {account.mustChangePassword && <div className={css.sub}>{t("accounts.mustChange")}</div>}
    </>
  ),
  room: (account) => (
    <>
      {formatSize(account.usedBytes)}
      <div className={css.sub}>/ {formatSize(account.quotaBytes)}</div>
    </>
  ),
  lastUsed: (account) => (account.kind === "person" ? lastUsedText(account.lastUsed) : "–"),
  created: (account) => formatDay(account.createdAt),
};

const CELL_CLASS: Partial<Record<AccountColumn, string | undefined>> = {
  address: css.address,
  room: css.number,
  lastUsed: css.day,
  created: css.day,
};

function ColumnHeading({ column, query }: { column: AccountColumn; query: RowsProps["query"] }) {
  const label = t(`accounts.column.${column}`);
  if (column === "address" || column === "created") return <Heading by={column} label={label} query={query} />;
  return <Table.Th className={CELL_CLASS[column] ?? ""}>{label}</Table.Th>;
}

function Heading({ by, label, query }: { by: AccountSortBy; label: string; query: RowsProps["query"] }) {
  const on = (query.sort ?? "name") === by;
  const down = query.order === "desc";
  const Arrow = down ? IconArrowDown : IconArrowUp;
  return (
    <Table.Th aria-sort={on ? (down ? "descending" : "ascending") : "none"}>
      <UnstyledButton
        className={css.sort ?? ""}
        aria-label={t("table.sortBy", { column: label })}
        onClick={() => choose(nextSort(query, by))}
      >
        {label}
        {on && <Arrow size={15} aria-hidden />}
      </UnstyledButton>
    </Table.Th>
  );
}

function Waiting({ cells }: { cells: number }) {
  return [1, 2, 3, 4, 5, 6].map((row) => (
    <Table.Tr key={row}>
      {Array.from({ length: cells }, (_, cell) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: empty cells have no other name than their place
        <Table.Td key={cell}>
          <Skeleton height={14} animate={false} />
        </Table.Td>
      ))}
    </Table.Tr>
  ));
}
