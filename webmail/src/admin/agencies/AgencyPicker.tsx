import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { searchAgencies } from "../api.ts";
import { t } from "../i18n/t.ts";
import { useLoad } from "../use-load.ts";

export type Picked = { id: string; name: string };
type Props = { label: string; chosen: Picked | null; onChoose: (agency: Picked) => void; description?: string };

/** A field that finds agencies by their names, with marks or without. */
export function AgencyPicker({ label, chosen, onChoose, description }: Props) {
  const [text, setText] = useState(chosen?.name ?? "");
  const [searched] = useDebouncedValue(text.trim(), 200);
  const asks = searched !== "" && searched !== chosen?.name;
  const found = useLoad(asks ? searched : "", (signal) => searchAgencies(searched, signal));
  const hits = asks ? (found.value?.items ?? []) : [];
  const options = hits.map((a) => {
    const above = a.ancestors.at(-1)?.name;
    return { value: a.id as string, label: above ? `${a.name} – ${above}` : a.name, name: a.name };
  });
  if (chosen && !options.some((o) => o.value === chosen.id))
    options.unshift({ value: chosen.id, label: chosen.name, name: chosen.name });
  return (
    <Select
      label={label}
      {...(description ? { description } : {})}
      placeholder={t("tree.search")}
      searchable
      allowDeselect={false}
      searchValue={text}
      onSearchChange={setText}
      value={chosen?.id ?? null}
      onChange={(id) => {
        const hit = options.find((o) => o.value === id);
        if (hit) onChoose({ id: hit.value, name: hit.name });
      }}
      // The server has found them already, with marks or without.
      filter={({ options: all }) => all}
      nothingFoundMessage={t("tree.none")}
      data={options.map(({ value, label: name }) => ({ value, label: name }))}
    />
  );
}
