import type { ReportSchedule } from "@congthu/shared/report-periods";
import { Button, Group, NumberInput, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { Block } from "../ui/Block.tsx";
import { useDraft } from "./forms.tsx";
import { SettingForm } from "./SettingForm.tsx";
import type { FormProps } from "./SettingsPage.tsx";

const filled = (lines: readonly string[]) => lines.map((line) => line.trim()).filter((line) => line !== "");

type LinesProps = { label: string; value: readonly string[]; onChange: (lines: string[]) => void; hint?: string };

/** A list, one entry a line. */
function Lines({ label, value, onChange, hint }: LinesProps) {
  return (
    <Textarea
      label={label}
      description={hint}
      autosize
      minRows={2}
      value={value.join("\n")}
      onChange={(e) => onChange(e.currentTarget.value.split("\n"))}
    />
  );
}

/** What stands on printed reports beside the figures: who issues them, legal bases, addressees, signer. */
export function PapersForm({ value, onSave }: FormProps<"papers">) {
  const [draft, change, changed] = useDraft(value);
  const { department, agency } = draft;
  const edit = (part: Partial<typeof department>) => change({ department: { ...department, ...part } });
  const cleaned = {
    department: {
      ...department,
      bases: filled(department.bases),
      to: filled(department.to),
      recipients: filled(department.recipients),
      authority: filled(department.authority),
    },
    agency: { bases: filled(agency.bases), to: filled(agency.to), recipients: filled(agency.recipients) },
  };
  const field = (name: "parent" | "agency" | "symbol" | "place" | "title" | "name") => (
    <TextInput
      label={t(`set.papers.${name}`)}
      value={department[name]}
      onChange={(e) => edit({ [name]: e.currentTarget.value })}
    />
  );
  return (
    <SettingForm title={t("set.papers")} hint={t("set.papers.hint")} changed={changed} onSave={() => onSave(cleaned)}>
      {field("parent")}
      {field("agency")}
      <Group grow>
        {field("symbol")}
        {field("place")}
      </Group>
      <Lines label={t("set.papers.bases")} value={department.bases} onChange={(bases) => edit({ bases })} />
      <Lines label={t("set.papers.to")} value={department.to} onChange={(to) => edit({ to })} />
      <Lines
        label={t("set.papers.authority")}
        hint={t("set.papers.authority.hint")}
        value={department.authority}
        onChange={(authority) => edit({ authority })}
      />
      <Group grow>
        {field("title")}
        {field("name")}
      </Group>
      <Lines
        label={t("set.papers.recipients")}
        value={department.recipients}
        onChange={(recipients) => edit({ recipients })}
      />
      <Block title={t("set.papers.agencies")}>
        <Stack gap="sm">
          <Lines
            label={t("set.papers.bases")}
            value={agency.bases}
            onChange={(bases) => change({ agency: { ...agency, bases } })}
          />
          <Lines
            label={t("set.papers.recipients")}
            value={agency.recipients}
            onChange={(recipients) => change({ agency: { ...agency, recipients } })}
          />
        </Stack>
      </Block>
    </SettingForm>
  );
}

type Schedule = ReportSchedule & { mailTo: string[] };
const KINDS = ["month", "quarter", "half", "year", "window"] as const;

/** When agencies report by themselves, who is reminded when, and to whom the report goes. */
export function ReportingForm({ value, onSave }: FormProps<"reporting">) {
  const { view } = useConsole();
  const [draft, change, changed] = useDraft(value);
  const edit = (i: number, part: Partial<Schedule>) =>
    change({ schedules: draft.schedules.map((s, n) => (n === i ? { ...s, ...part } : s)) });
  const add = () => {
    const id = `k${Date.now().toString(36)}`;
    const fresh: Schedule = {
      ...{ id, name: "", kind: "quarter", cutDay: 1, fromDay: "", toDay: "", dueDays: 5, openDays: 10 },
      ...{ remindDays: [3, 0, -2], since: view.today, mailTo: [] },
    };
    change({ schedules: [...draft.schedules, fresh] });
  };
  const cleaned = {
    sender: draft.sender.trim(),
    schedules: draft.schedules.map((s) => ({ ...s, name: s.name.trim(), mailTo: filled(s.mailTo) })),
  };
  const isDay = (text: string) => /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text);
  const valid = cleaned.schedules.every(
    (s) => s.name !== "" && (s.kind !== "window" || (isDay(s.fromDay) && isDay(s.toDay))),
  );
  return (
    <SettingForm
      title={t("set.reporting")}
      hint={t("set.reporting.hint")}
      changed={changed}
      valid={valid}
      onSave={() => onSave(cleaned)}
    >
      <TextInput
        label={t("set.reporting.sender")}
        description={t("set.reporting.sender.hint")}
        value={draft.sender}
        onChange={(e) => change({ sender: e.currentTarget.value })}
      />
      {draft.schedules.map((s, i) => (
        <Block key={s.id} title={s.name || t("set.reporting.new")}>
          <Stack gap="xs">
            <Group grow align="flex-start">
              <TextInput
                label={t("reports.name")}
                value={s.name}
                onChange={(e) => edit(i, { name: e.currentTarget.value })}
              />
              <Select
                label={t("set.reporting.kind")}
                value={s.kind}
                allowDeselect={false}
                data={KINDS.map((kind) => ({ value: kind, label: t(`set.reporting.kind.${kind}`) }))}
                onChange={(kind) => edit(i, { kind: KINDS.find((k) => k === kind) ?? "quarter" })}
              />
            </Group>
            {s.kind === "window" ? (
              <Group grow>
                <MonthDay label={t("form.from")} value={s.fromDay} onChange={(fromDay) => edit(i, { fromDay })} />
                <MonthDay label={t("form.to")} value={s.toDay} onChange={(toDay) => edit(i, { toDay })} />
              </Group>
            ) : (
              <NumberInput
                label={t("set.reporting.cut")}
                description={t("set.reporting.cut.hint")}
                value={s.cutDay}
                min={1}
                max={28}
                onChange={(n) => edit(i, { cutDay: Number(n) || 1 })}
              />
            )}
            <Group grow align="flex-end">
              <NumberInput
                label={t("set.reporting.due")}
                value={s.dueDays}
                min={-60}
                max={120}
                onChange={(n) => edit(i, { dueDays: Number(n) })}
              />
              <NumberInput
                label={t("set.reporting.opens")}
                value={s.openDays}
                min={0}
                max={120}
                onChange={(n) => edit(i, { openDays: Number(n) })}
              />
            </Group>
            <TextInput
              label={t("set.reporting.remind")}
              description={t("set.reporting.remind.hint")}
              value={s.remindDays.join(", ")}
              onChange={(e) => edit(i, { remindDays: numbersIn(e.currentTarget.value) })}
            />
            <Lines label={t("set.reporting.mailTo")} value={s.mailTo} onChange={(mailTo) => edit(i, { mailTo })} />
            <div>
              <Button
                variant="subtle"
                color="red"
                size="compact-md"
                leftSection={<IconTrash size={16} />}
                onClick={() => change({ schedules: draft.schedules.filter((_, n) => n !== i) })}
              >
                {t("set.reporting.remove")}
              </Button>
            </div>
          </Stack>
        </Block>
      ))}
      <div>
        <Button variant="default" leftSection={<IconPlus size={16} />} onClick={add}>
          {t("set.reporting.add")}
        </Button>
      </div>
    </SettingForm>
  );
}

/** A day of every year: typed dd/mm, kept mm-dd. */
function MonthDay({ label, value, onChange }: { label: string; value: string; onChange: (monthDay: string) => void }) {
  return (
    <TextInput
      label={label}
      placeholder="dd/mm"
      defaultValue={value === "" ? "" : `${value.slice(3)}/${value.slice(0, 2)}`}
      onChange={(e) => {
        const [, day, month] = /^(\d{1,2})\/(\d{1,2})$/.exec(e.currentTarget.value.trim()) ?? [];
        onChange(day && month ? `${month.padStart(2, "0")}-${day.padStart(2, "0")}` : "");
      }}
    />
  );
}

function numbersIn(text: string): number[] {
  return [...new Set((text.match(/-?\d+/g) ?? []).map(Number))].slice(0, 10);
}
