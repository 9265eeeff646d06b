import { Combobox } from "@mantine/core";
import { IconBuildingBank, IconUsersGroup } from "@tabler/icons-react";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../../i18n/t.ts";
import { PersonSign } from "../../ui/PersonSign.tsx";
import css from "./PersonOption.module.css";
import type { Person } from "./recipients.ts";

/** A suggestion of the directory: who it is, in what office, at which agency. */
export function PersonOption({ person }: { person: Person }) {
  const { name, address, title, agencyName, kind, memberCount } = person;
  const office = [title, agencyName === name ? "" : agencyName].filter(Boolean).join(" · ");
  return (
    <Combobox.Option value={address} className={css.option ?? ""}>
      {kind === "person" ? (
        <PersonSign person={{ name, email: address }} size={32} />
      ) : (
        <span className={css.sign}>
          {kind === "agency" ? <IconBuildingBank size={19} aria-hidden /> : <IconUsersGroup size={19} aria-hidden />}
        </span>
      )}
      <span className={css.text}>
        <span className={css.name}>
          {name}
          {memberCount !== undefined && <small> · {t("compose.members", { n: formatCount(memberCount) })}</small>}
        </span>
        <span className={css.office}>{office}</span>
        <span className={css.office}>{address}</span>
      </span>
    </Combobox.Option>
  );
}
