import type { UsagePerson, UsageReason } from "@congthu/shared/api/reports";
import { formatDay } from "@congthu/shared/dates";
import { Alert, Badge, Drawer, Loader, Select, Table, Text } from "@mantine/core";
import { useState } from "react";
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
  const [shown, setShown] = useState<UsageReason | "">("");
  const groups = [...Map.groupBy(people, (p) => p.reason)].map(([reason, own]) => ({ reason, n: own.length }));
  const isShown = (person: UsagePerson) => shown === "" || person.reason === shown;
  return (
    <>
      <Select
        label={t("usage.people.show")}
        mb="md"
        allowDeselect={false}
        value={shown}
        onChange={(next) => setShown(groups.find((g) => g.reason === next)?.reason ?? "")}
        data={[
          { value: "", label: t("usage.people.all", { n: people.length }) },
          ...groups.map(({ reason, n }) => ({ value: reason, label: `${t(`explain.${reason}`)} (${formatCount(n)})` })),
        ]}
      />
      <Table.ScrollContainer minWidth={560}>
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
            {people.filter(isShown).map((person) => (
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
      </Table.ScrollContainer>
    </>
  );
}

/** Why somebody counts or does not, in the words of the explanation. */
function Level({ person }: { person: UsagePerson }) {
  const color = person.reason === "regular" ? "teal" : person.reason === "active" ? "gold" : "gray";
  return (
    <>
      <Badge variant="light" color={color} radius="sm" tt="none" h="auto" styles={{ label: { whiteSpace: "normal" } }}>
        {t(`explain.${person.reason}`)}
      </Badge>
      {person.leaveDays > 0 && <Text size="xs">{t("usage.people.leave", { n: person.leaveDays })}</Text>}
    </>
  );
}
