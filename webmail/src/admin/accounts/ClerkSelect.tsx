import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { listAccounts } from "../api.ts";
import { t } from "../i18n/t.ts";
import { useLoad } from "../use-load.ts";

type Props = { agencyId: string; value: string | null; onChange: (id: string | null) => void };

/** Somebody who may work in an agency's mailbox: its own people first, others by name with marks or without. */
export function ClerkSelect({ agencyId, value, onChange }: Props) {
  const [text, setText] = useState("");
  const [searched] = useDebouncedValue(text, 200);
  const found = useLoad(`${agencyId} ${searched}`, (signal) =>
    listAccounts(
      { kind: "person", status: "active", text: searched, limit: 20, agencyId: searched ? undefined : agencyId },
      signal,
    ),
  );
  return (
    <Select
      label={t("account.clerks.person")}
      placeholder={t("account.clerks.personHint")}
      searchable
      searchValue={text}
      onSearchChange={setText}
      value={value}
      onChange={onChange}
      // The server has found them already, with marks or without.
      filter={({ options }) => options}
      nothingFoundMessage={t("accounts.none")}
      data={(found.value?.items ?? []).map((p) => ({ value: p.id, label: `${p.name} – ${p.title || p.address}` }))}
    />
  );
}
