import { formatDay } from "@congthu/shared/dates";
import type { CalendarDay } from "@congthu/shared/state-calendar";
import { ActionIcon, Button, Select, Table, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { DayField } from "../ui/DayField.tsx";
import { SettingForm } from "./SettingForm.tsx";
import css from "./SettingsPage.module.css";
import type { FormProps } from "./SettingsPage.tsx";

const KINDS = ["holiday", "compensated", "swapped", "worked"] as const;

/** The days on which state agencies work or not against the rule of the week, a year at a time. */
export function CalendarForm({ value, onSave }: FormProps<"calendar">) {
  const { view } = useConsole();
  const [days, setDays] = useState<readonly CalendarDay[]>(value.days);
  const [year, setYear] = useState(view.today.slice(0, 4));
  const years = [...new Set([...days.map((d) => d.day.slice(0, 4)), year])].sort();
  const shown = days.filter((d) => d.day.startsWith(year)).toSorted((a, b) => (a.day < b.day ? -1 : 1));
  const add = (day: CalendarDay) => {
    setDays([...days.filter((d) => d.day !== day.day), day]);
    setYear(day.day.slice(0, 4));
  };
  return (
    <SettingForm
      title={t("set.calendar")}
      hint={t("set.calendar.hint")}
      changed={JSON.stringify(days) !== JSON.stringify(value.days)}
      onSave={() => onSave({ days: days.toSorted((a, b) => (a.day < b.day ? -1 : 1)) })}
    >
      <Select
        w="8rem"
        label={t("set.calendar.year")}
        value={year}
        allowDeselect={false}
        onChange={(next) => next !== null && setYear(next)}
        data={years}
      />
      <div className={css.scroll}>
        <Table verticalSpacing={4} fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("set.calendar.day")}</Table.Th>
              <Table.Th>{t("set.calendar.kind")}</Table.Th>
              <Table.Th>{t("set.calendar.name")}</Table.Th>
              <Table.Th>{t("set.calendar.source")}</Table.Th>
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((day) => (
              <Table.Tr key={day.day}>
                <Table.Td>{formatDay(day.day)}</Table.Td>
                <Table.Td>{t(`set.calendar.kind.${day.kind}`)}</Table.Td>
                <Table.Td>{day.name}</Table.Td>
                <Table.Td>{day.source}</Table.Td>
                <Table.Td>
                  <ActionIcon
                    variant="subtle"
                    color="red"
                    aria-label={t("set.calendar.remove", { day: formatDay(day.day) })}
                    onClick={() => setDays(days.filter((d) => d.day !== day.day))}
                  >
                    <IconX size={16} />
                  </ActionIcon>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <AddDay onAdd={add} />
    </SettingForm>
  );
}

function AddDay({ onAdd }: { onAdd: (day: CalendarDay) => void }) {
  const [day, setDay] = useState("");
  const [kind, setKind] = useState<CalendarDay["kind"]>("holiday");
  const [name, setName] = useState("");
  const [source, setSource] = useState("");
  const add = () => {
    onAdd({ day, kind, name: name.trim(), source: source.trim() });
    setDay("");
  };
  return (
    <div className={css.add}>
      <DayField label={t("set.calendar.day")} value={day} onChange={setDay} />
      <Select
        label={t("set.calendar.kind")}
        value={kind}
        allowDeselect={false}
        onChange={(next) => setKind(KINDS.find((k) => k === next) ?? "holiday")}
        data={KINDS.map((k) => ({ value: k, label: t(`set.calendar.kind.${k}`) }))}
      />
      <TextInput label={t("set.calendar.name")} value={name} onChange={(e) => setName(e.currentTarget.value)} />
      <TextInput label={t("set.calendar.source")} value={source} onChange={(e) => setSource(e.currentTarget.value)} />
      <Button
        variant="default"
        leftSection={<IconPlus size={17} />}
        disabled={day === "" || name.trim() === "" || source.trim() === ""}
        onClick={add}
      >
        {t("set.calendar.add")}
      </Button>
    </div>
  );
}
