import type { Somebody } from "@congthu/shared/api/groups";
import { MultiSelect } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { listAccounts } from "../api.ts";
import { t } from "../i18n/t.ts";
import { useLoad } from "../use-load.ts";

export type Named = Pick<Somebody, "id" | "name" | "address">;
type Props = {
  label: string;
  description?: string;
  /** Only people of this agency and below. */
  agencyId?: string;
  value: readonly Named[];
  onChange: (people: Named[]) => void;
};

/** Several people or agency mailboxes, found by name with marks or without. */
export function PeopleField({ label, description, agencyId, value, onChange }: Props) {
  const [text, setText] = useState("");
  const [searched] = useDebouncedValue(text.trim(), 200);
  const found = useLoad(searched, (signal) => listAccounts({ agencyId, text: searched, limit: 20 }, signal));
  const hits: Named[] = searched === "" ? [] : (found.value?.items ?? []);
  const known = new Map([...value, ...hits].map((p) => [p.id as string, p]));
  return (
    <MultiSelect
      label={label}
      {...(description ? { description } : {})}
      placeholder={value.length === 0 ? t("groups.findPeople") : ""}
      searchable
      searchValue={text}
      onSearchChange={setText}
      value={value.map((p) => p.id)}
      onChange={(ids) => {
        onChange(ids.flatMap((id) => known.get(id) ?? []));
        setText("");
      }}
      // The server has found them already, with marks or without.
      filter={({ options }) => options}
      hidePickedOptions
      nothingFoundMessage={searched === "" ? t("groups.findPeople") : t("accounts.none")}
      data={[...known.values()].map((p) => ({ value: p.id, label: `${p.name} – ${p.address}` }))}
      maxValues={20_000}
    />
  );
}
