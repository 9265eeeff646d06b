import { Checkbox, Skeleton, UnstyledButton } from "@mantine/core";
import { t } from "../i18n/t.ts";
import { choose } from "../navigation.ts";
import css from "./AccountsPage.module.css";
import type { RowsProps } from "./AccountTable.tsx";
import { lastUsedText } from "./names.ts";
import { StatusBadge } from "./StatusBadge.tsx";

/** The accounts on a phone's width; a card opens the account. */
export function AccountCards({ items, waiting, chosen, onToggle }: Omit<RowsProps, "query" | "columns">) {
  if (waiting) return <Skeleton height={300} animate={false} />;
  return items.map((account) => (
    <div key={account.id} className={css.cardRow} data-chosen={chosen.all || chosen.ids.has(account.id) || undefined}>
      {onToggle && (
        <Checkbox
          className={css.cardBox ?? ""}
          aria-label={t("bulk.one", { name: account.name })}
          checked={chosen.all || chosen.ids.has(account.id)}
          onChange={() => onToggle([account.id])}
        />
      )}
      <UnstyledButton className={css.card ?? ""} onClick={() => choose({ open: account.id })}>
        <span className={css.name}>{account.name}</span>
        <StatusBadge status={account.status} />
        <span className={css.sub}>{[account.title, account.agencyName].filter(Boolean).join(" · ")}</span>
        <span className={`${css.address} ${css.sub}`}>{account.address}</span>
        {account.kind === "person" && (
          <span className={css.sub}>
            {t("accounts.column.lastUsed")}: {lastUsedText(account.lastUsed)}
          </span>
        )}
      </UnstyledButton>
    </div>
  ));
}
