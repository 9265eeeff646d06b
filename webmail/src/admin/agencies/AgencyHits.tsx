import { Loader, Text, UnstyledButton } from "@mantine/core";
import { errorText } from "../../i18n/errors.ts";
import { searchAgencies } from "../api.ts";
import { t } from "../i18n/t.ts";
import { useLoad } from "../use-load.ts";
import css from "./AgencyTree.module.css";

/** The agencies that fit some words, each with those above it. */
export function AgencyHits({ text, onChoose }: { text: string; onChoose: (agencyId: string) => void }) {
  const { value, error } = useLoad(text.trim(), (signal) => searchAgencies(text.trim(), signal));
  if (error !== undefined)
    return (
      <Text p="md" c="var(--danger-ink)" role="alert">
        {errorText(error)}
      </Text>
    );
  if (!value) return <Loader size="sm" m="md" />;
  if (value.items.length === 0)
    return (
      <Text p="md" size="sm" c="var(--ink-2)" role="status">
        {t("tree.none")}
      </Text>
    );
  return (
    <ul style={{ listStyle: "none", margin: 0, padding: 0 }}>
      {value.items.map((agency) => (
        <li key={agency.id}>
          <UnstyledButton className={css.hit ?? ""} onClick={() => onChoose(agency.id)}>
            <span>{agency.name}</span>
            <span className={css.above}>{agency.ancestors.map((a) => a.name).join(" › ")}</span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
