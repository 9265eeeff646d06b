import type { AccountEntry } from "@congthu/shared/api/accounts";
import { Skeleton, UnstyledButton } from "@mantine/core";
import { t } from "../i18n/t.ts";
import { choose } from "../navigation.ts";
import css from "./AccountsPage.module.css";
import { lastUsedText } from "./names.ts";
import { StatusBadge } from "./StatusBadge.tsx";

type Props = { items: readonly AccountEntry[]; waiting: boolean };

/** The accounts on a phone's width; a card opens the account. */
export function AccountCards({ items, waiting }: Props) {
  if (waiting) return <Skeleton height={300} animate={false} />;
  return items.map((account) => (
    <UnstyledButton key={account.id} className={css.card ?? ""} onClick={() => choose({ open: account.id })}>
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
  ));
}
