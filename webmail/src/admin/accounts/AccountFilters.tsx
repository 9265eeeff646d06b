import { ACCOUNT_KINDS, ACCOUNT_STATUSES } from "@congthu/shared/directory-words";
import { CloseButton, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import { t } from "../i18n/t.ts";
import { choose } from "../navigation.ts";
import css from "./AccountsPage.module.css";

type Props = { query: Readonly<Record<string, string>>; children?: ReactNode };

/** The search box and the filters; what they hold is in the address bar, so a view can be sent to somebody. */
export function AccountFilters({ query, children }: Props) {
  const [text, setText] = useState(query.text ?? "");
  useEffect(() => setText(query.text ?? ""), [query.text]);
  const search = useDebouncedCallback((next: string) => choose({ text: next }, { replace: true }), 250);
  const type = (next: string) => {
    setText(next);
    search(next);
  };
  const pick = (name: string) => (value: string | null) => choose({ [name]: value ?? undefined });
  return (
    <search className={css.filters}>
      <TextInput
        className={css.search ?? ""}
        label={t("accounts.search")}
        placeholder={t("accounts.searchHint")}
        leftSection={<IconSearch size={17} />}
        value={text}
        onChange={(e) => type(e.currentTarget.value)}
        rightSection={text && <CloseButton size="sm" aria-label={t("app.close")} onClick={() => type("")} />}
      />
      <Select
        className={css.filter ?? ""}
        label={t("accounts.kind")}
        placeholder={t("accounts.any")}
        clearable
        value={query.kind ?? null}
        onChange={pick("kind")}
        data={ACCOUNT_KINDS.map((value) => ({ value, label: t(`accounts.kind.${value}`) }))}
      />
      <Select
        className={css.filter ?? ""}
        label={t("accounts.status")}
        placeholder={t("accounts.any")}
        clearable
        value={query.status ?? null}
        onChange={pick("status")}
        data={ACCOUNT_STATUSES.map((value) => ({ value, label: t(`accounts.status.${value}`) }))}
      />
      <Select
        className={css.filter ?? ""}
        label={t("accounts.leader")}
        placeholder={t("accounts.any")}
        clearable
        value={query.leader ?? null}
        onChange={pick("leader")}
        data={[
          { value: "true", label: t("accounts.leader.yes") },
          { value: "false", label: t("accounts.leader.no") },
        ]}
      />
      {children}
    </search>
  );
}
