import type { FoundPerson } from "@congthu/shared/api/people";
import { Combobox } from "@mantine/core";
import { IconBuildingBank, IconUsersGroup } from "@tabler/icons-react";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../../i18n/t.ts";
import { PersonSign } from "../../ui/PersonSign.tsx";
import css from "./PersonOption.module.css";

/** A suggestion of the directory: who it is, in what office, at which agency. */
export function PersonOption({ person }: { person: FoundPerson }) {
  const { name, email, title, unit, agencyName, kind, reach } = person;
  const office = [
    title,
    unit,
    agencyName === name ? "" : agencyName,
    reach ? t("compose.reach", { n: formatCount(reach) }) : "",
  ]
    .filter(Boolean)
    .join(" · ");
  return (
    <Combobox.Option value={email} className={css.option ?? ""}>
      {kind === "person" ? (
        <PersonSign person={{ name, email }} size={32} />
      ) : (
        <span className={css.sign}>
          {kind === "agency" ? <IconBuildingBank size={19} aria-hidden /> : <IconUsersGroup size={19} aria-hidden />}
        </span>
      )}
      <span className={css.text}>
        <span className={css.name}>{name}</span>
        <span className={css.office}>{office}</span>
        {email !== name && <span className={css.office}>{email}</span>}
      </span>
    </Combobox.Option>
  );
}
