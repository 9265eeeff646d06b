import type { UsagePerson } from "@congthu/shared/api/reports";
import { formatDay } from "@congthu/shared/dates";
import { Alert, Badge, Drawer, Loader, Table } from "@mantine/core";
import { formatCount } from "../../i18n/numbers.ts";
import { useAgencyName } from "../agencies/use-agency-name.ts";
import { readUsagePeople } from "../api.ts";
import { t } from "../i18n/t.ts";
import { Failure } from "../ui/Failure.tsx";
import { useLoad } from "../use-load.ts";
import type { Period } from "./period.ts";

type Props = { agencyId: string; period: Period; onClose: () => void };

/** Who of one's own agency uses the mailbox, by name; each look is written down. */
export function PeopleDrawer({ agencyId, period, onClose }: Props) {
  const name = useAgencyName(agencyId);
  const { value, error, reload } = useLoad(`${agencyId} ${period.from} ${period.to}`, () =>
    readUsagePeople({ ...period, agencyId }),
  );
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="44rem"
      title={t("usage.people.title", { agency: name ?? "" })}
      closeButtonProps={{ "aria-label": t("app.close") }}
    >
      {error !== undefined && <Failure error={error} onRetry={reload} />}
      {!value && error === undefined && <Loader size="sm" />}
      {value && (
        <>
          <Alert color="gold" variant="light" mb="md">
            {t("usage.people.notice")}
          </Alert>
          <People people={value.people} />
        </>
      )}
    </Drawer>
  );
}

function People({ people }: { people: readonly UsagePerson[] }) {
  return (
    <Table verticalSpacing={6} fz="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("accounts.column.name")}</Table.Th>
          <Table.Th>{t("usage.people.level")}</Table.Th>
          <Table.Th ta="right">{t("usage.people.days")}</Table.Th>
          <Table.Th ta="right">{t("usage.people.letters")}</Table.Th>
          <Table.Th>{t("usage.people.last")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {people.map((person) => (
          <Table.Tr key={person.id}>
            <Table.Td>
              {person.name}
              <div style={{ color: "var(--ink-2)" }}>{person.title}</div>
            </Table.Td>
            <Table.Td>
              <Level person={person} />
            </Table.Td>
            <Table.Td ta="right">
              {t("usage.people.ofDays", { n: person.workedDays, total: person.workingDays })}
            </Table.Td>
            <Table.Td ta="right">{formatCount(person.letters)}</Table.Td>
            <Table.Td>{person.lastUsed ? formatDay(person.lastUsed) : "–"}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Level({ person }: { person: UsagePerson }) {
  const [color, text] = person.regular
    ? ["teal", t("usage.people.regular")]
    : person.usedDays > 0
      ? ["gold", t("usage.people.used")]
      : ["gray", t("usage.people.never")];
  return (
    <Badge variant="light" color={color} radius="sm" tt="none">
      {text}
    </Badge>
  );
}
