import type { SettingValues } from "@congthu/shared/api/setting-values";
import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  Loader,
  NumberInput,
  Select,
  Stack,
  Textarea,
  TextInput,
} from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { toast, toastError } from "../../ui/toast.tsx";
import { changeSetting, readSettings } from "../api.ts";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { SettingForm } from "../settings/SettingForm.tsx";
import { DayField } from "../ui/DayField.tsx";
import { Failure } from "../ui/Failure.tsx";
import { useLoad } from "../use-load.ts";

type Name = "announcements" | "maintenance" | "alerts";

/** What everybody is told, maintenance, and whom alarms are sent to. */
export function NoticesView() {
  const { value, error, reload, put } = useLoad("settings", readSettings);
  if (error !== undefined) return <Failure error={error} onRetry={reload} />;
  if (!value) return <Loader size="sm" />;
  const save = (name: Name) => (next: unknown) =>
    changeSetting(name, next).then((values) => {
      put(values);
      toast(t("set.saved"));
    }, toastError);
  return (
    <>
      <AnnouncementsForm value={value.announcements} onSave={save("announcements")} />
      <MaintenanceForm value={value.maintenance} onSave={save("maintenance")} />
      <AlertsForm value={value.alerts} onSave={save("alerts")} />
    </>
  );
}

type Props<N extends Name> = { value: SettingValues[N]; onSave: (value: SettingValues[N]) => Promise<void> };

function useDraft<T>(value: T): [T, (change: Partial<T>) => void, boolean] {
  const [draft, setDraft] = useState(value);
  return [draft, (change) => setDraft({ ...draft, ...change }), JSON.stringify(draft) !== JSON.stringify(value)];
}

function AnnouncementsForm({ value, onSave }: Props<"announcements">) {
  const { view } = useConsole();
  const [draft, change, changed] = useDraft(value);
  type Item = (typeof draft.items)[number];
  const edit = (id: string, part: Partial<Item>) =>
    change({ items: draft.items.map((item) => (item.id === id ? { ...item, ...part } : item)) });
  const add = () => {
    const fresh = { id: crypto.randomUUID(), text: "", textEn: "", level: "info" as const };
    change({ items: [...draft.items, { ...fresh, fromDay: view.today, toDay: view.today }] });
  };
  return (
    <SettingForm
      title={t("notices.announcements")}
      hint={t("notices.announcementsHint")}
      changed={changed}
      valid={draft.items.every((item) => item.text.trim() !== "" && item.fromDay <= item.toDay)}
      onSave={() => onSave(draft)}
    >
      {draft.items.map((item) => (
        <Stack key={item.id} gap="xs" pb="md" style={{ borderBottom: "1px solid var(--line)" }}>
          <Group align="flex-start" wrap="nowrap">
            <Textarea
              style={{ flex: 1 }}
              label={t("notices.text")}
              value={item.text}
              onChange={(e) => edit(item.id, { text: e.currentTarget.value })}
              maxLength={500}
              autosize
            />
            <ActionIcon
              mt={28}
              variant="subtle"
              color="red"
              aria-label={t("notices.remove")}
              onClick={() => change({ items: draft.items.filter((i) => i.id !== item.id) })}
            >
              <IconX size={18} />
            </ActionIcon>
          </Group>
          <TextInput
            label={t("notices.textEn")}
            value={item.textEn}
            onChange={(e) => edit(item.id, { textEn: e.currentTarget.value })}
            maxLength={500}
          />
          <Group>
            <Select
              label={t("notices.level")}
              value={item.level}
              onChange={(level) => edit(item.id, { level: level === "warning" ? "warning" : "info" })}
              allowDeselect={false}
              data={[
                { value: "info", label: t("notices.level.info") },
                { value: "warning", label: t("notices.level.warning") },
              ]}
            />
            <DayField label={t("form.from")} value={item.fromDay} onChange={(fromDay) => edit(item.id, { fromDay })} />
            <DayField label={t("form.to")} value={item.toDay} onChange={(toDay) => edit(item.id, { toDay })} />
          </Group>
        </Stack>
      ))}
      <div>
        <Button variant="default" leftSection={<IconPlus size={16} />} onClick={add}>
          {t("notices.add")}
        </Button>
      </div>
    </SettingForm>
  );
}

function MaintenanceForm({ value, onSave }: Props<"maintenance">) {
  const [draft, change, changed] = useDraft(value);
  return (
    <SettingForm
      title={t("notices.maintenance")}
      hint={t("notices.maintenanceHint")}
      changed={changed}
      onSave={() => onSave(draft)}
    >
      <Checkbox
        label={t("notices.isOn")}
        checked={draft.isOn}
        onChange={(e) => change({ isOn: e.currentTarget.checked })}
      />
      <TextInput
        label={t("notices.message")}
        value={draft.message}
        onChange={(e) => change({ message: e.currentTarget.value })}
        maxLength={500}
      />
    </SettingForm>
  );
}

function AlertsForm({ value, onSave }: Props<"alerts">) {
  const [draft, change, changed] = useDraft(value);
  const lines = (text: string) => text.split("\n").map((line) => line.trim());
  const filled = (list: readonly string[]) => list.filter((line) => line !== "");
  const cleaned = { ...draft, mailTo: filled(draft.mailTo), blacklists: filled(draft.blacklists) };
  return (
    <SettingForm
      title={t("notices.alerts")}
      hint={t("notices.alertsHint")}
      changed={changed}
      onSave={() => onSave(cleaned)}
    >
      <Textarea
        label={t("notices.mailTo")}
        description={t("notices.mailToHint")}
        autosize
        value={draft.mailTo.join("\n")}
        onChange={(e) => change({ mailTo: lines(e.currentTarget.value) })}
      />
      <TextInput
        label={t("notices.webhook")}
        placeholder="https://"
        value={draft.webhook}
        onChange={(e) => change({ webhook: e.currentTarget.value.trim() })}
      />
      <Group grow>
        <NumberInput
          label={t("notices.queueLetters")}
          value={draft.queueLetters}
          onChange={(n) => change({ queueLetters: Number(n) })}
          min={1}
        />
        <NumberInput
          label={t("notices.queueHours")}
          value={draft.queueHours}
          onChange={(n) => change({ queueHours: Number(n) })}
          min={1}
        />
      </Group>
      <Group grow>
        <NumberInput
          label={t("notices.diskPercent")}
          value={draft.diskPercent}
          onChange={(n) => change({ diskPercent: Number(n) })}
          min={1}
          max={50}
        />
        <NumberInput
          label={t("notices.certificateDays")}
          value={draft.certificateDays}
          onChange={(n) => change({ certificateDays: Number(n) })}
          min={1}
          max={90}
        />
      </Group>
      <Textarea
        label={t("notices.blacklists")}
        autosize
        value={draft.blacklists.join("\n")}
        onChange={(e) => change({ blacklists: lines(e.currentTarget.value) })}
      />
    </SettingForm>
  );
}
