import { REQUEST_KINDS } from "@congthu/shared/account-life";
import { Checkbox, Group, NumberInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../i18n/t.ts";
import { SettingForm } from "./SettingForm.tsx";
import type { FormProps } from "./SettingsPage.tsx";

/** Working days for requests, and what becomes of accounts that left. */
export function LifeCycleForm({ value, onSave }: FormProps<"lifeCycle">) {
  const [draft, setDraft] = useState(value);
  const changed = JSON.stringify(draft) !== JSON.stringify(value);
  const number = (key: "revokeDepartedMonths" | "revokeLockedDays" | "purgeRevokedMonths") => (
    <NumberInput
      label={t(`set.life.${key}`)}
      value={draft[key]}
      onChange={(n) => setDraft({ ...draft, [key]: Number(n) || 0 })}
      min={0}
      max={3_650}
      allowDecimal={false}
    />
  );
  return (
    <SettingForm title={t("set.life")} hint={t("set.life.hint")} changed={changed} onSave={() => onSave(draft)}>
      {number("revokeDepartedMonths")}
      {number("revokeLockedDays")}
      {number("purgeRevokedMonths")}
      <Checkbox
        label={t("set.life.exportFirst")}
        checked={draft.exportFirst}
        onChange={(e) => setDraft({ ...draft, exportFirst: e.currentTarget.checked })}
      />
      <Group gap="sm" align="flex-end">
        {REQUEST_KINDS.map((kind) => (
          <NumberInput
            key={kind}
            w="9rem"
            label={t(`requests.kind.${kind}`)}
            value={draft.slaDays[kind]}
            onChange={(n) => setDraft({ ...draft, slaDays: { ...draft.slaDays, [kind]: Number(n) || 0 } })}
            min={0}
            max={60}
            allowDecimal={false}
          />
        ))}
      </Group>
    </SettingForm>
  );
}

/** When an unused mailbox is locked, and the warnings before. */
export function InactivityForm({ value, onSave }: FormProps<"inactivity">) {
  const [days, setDays] = useState(value.lockAfterDays);
  const [warn, setWarn] = useState(value.warnDays.join(", "));
  const warnDays = warn.split(/[\s,;]+/).flatMap((text) => (/^\d+$/.test(text) ? [Number(text)] : []));
  const draft = { lockAfterDays: days, warnDays };
  const changed = JSON.stringify(draft) !== JSON.stringify(value);
  return (
    <SettingForm
      title={t("set.inactivity")}
      hint={t("set.inactivity.hint")}
      changed={changed}
      onSave={() => onSave(draft)}
    >
      <NumberInput
        label={t("set.inactivity.lockAfterDays")}
        value={days}
        onChange={(n) => setDays(Number(n) || 0)}
        min={0}
        max={3_650}
        allowDecimal={false}
      />
      <TextInput label={t("set.inactivity.warnDays")} value={warn} onChange={(e) => setWarn(e.currentTarget.value)} />
    </SettingForm>
  );
}
