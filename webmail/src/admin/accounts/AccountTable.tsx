import type { AccountEntry } from "@congthu/shared/api/accounts";
import { formatDay } from "@congthu/shared/dates";
import type { AccountSortBy } from "@congthu/shared/directory-words";
import { Badge, Skeleton, Table, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { formatSize } from "../../i18n/numbers.ts";
import { t } from "../i18n/t.ts";
import { choose } from "../navigation.ts";
import css from "./AccountsPage.module.css";
import { nextSort } from "./model.ts";
import { lastUsedText } from "./names.ts";
import { StatusBadge } from "./StatusBadge.tsx";

type Props = { items: readonly AccountEntry[]; query: Readonly<Record<string, string>>; waiting: boolean };

/** The accounts as a table; a row opens the account. */
export function AccountTable({ items, query, waiting }: Props) {
  return (
    <div className={css.scroll}>
      <Table highlightOnHover verticalSpacing={7} horizontalSpacing="sm" fz="sm" aria-busy={waiting}>
        <Table.Thead>
          <Table.Tr>
            <Heading by="name" label={t("accounts.column.name")} query={query} />
            <Heading by="address" label={t("accounts.column.address")} query={query} />
            <Table.Th>{t("accounts.column.agency")}</Table.Th>
            <Table.Th>{t("accounts.column.status")}</Table.Th>
            <Table.Th className={css.number ?? ""}>{t("accounts.column.room")}</Table.Th>
            <Table.Th className={css.day ?? ""}>{t("accounts.column.lastUsed")}</Table.Th>
            <Heading by="created" label={t("accounts.column.created")} query={query} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {waiting && <Waiting />}
          {items.map((account) => (
            <Table.Tr key={account.id} className={css.row ?? ""} onClick={() => choose({ open: account.id })}>
              <Table.Td>
                <UnstyledButton className={css.name ?? ""}>{account.name}</UnstyledButton>
                <div className={css.sub}>
                  {account.title || t(`accounts.kind.${account.kind}`)}
                  {account.isLeader && (
                    <Badge ml={6} size="xs" variant="light" color="gold" tt="none">
                      {t("accounts.leaderTag")}
                    </Badge>
                  )}
                </div>
              </Table.Td>
              <Table.Td className={css.address ?? ""}>{account.address}</Table.Td>
              <Table.Td>
                {account.agencyName}
                {account.unit && <div className={css.sub}>{account.unit}</div>}
              </Table.Td>
              <Table.Td>
                <StatusBadge status={account.status} />
                {account.mustChangePassword && <div className={css.sub}>{t("accounts.mustChange")}</div>}
              </Table.Td>
              <Table.Td className={css.number ?? ""}>
                {formatSize(account.usedBytes)}
                <div className={css.sub}>/ {formatSize(account.quotaBytes)}</div>
              </Table.Td>
              <Table.Td className={css.day ?? ""}>
                {account.kind === "person" ? lastUsedText(account.lastUsed) : "–"}
              </Table.Td>
              <Table.Td className={css.day ?? ""}>{formatDay(account.createdAt)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Heading({ by, label, query }: { by: AccountSortBy; label: string; query: Props["query"] }) {
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

function Waiting() {
  return [1, 2, 3, 4, 5, 6].map((row) => (
    <Table.Tr key={row}>
      {[1, 2, 3, 4, 5, 6, 7].map((cell) => (
        <Table.Td key={cell}>
          <Skeleton height={14} animate={false} />
        </Table.Td>
      ))}
    </Table.Tr>
  ));
}
