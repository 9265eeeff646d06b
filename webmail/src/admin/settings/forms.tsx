import { isAddressTemplate } from "@congthu/shared/address-template";
import { DELEGABLE_ACTS } from "@congthu/shared/admin-acts";
import { Checkbox, Group, NumberInput, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { fromGigabytes, toGigabytes } from "../accounts/model.ts";
import { t } from "../i18n/t.ts";
import { SettingForm } from "./SettingForm.tsx";
import css from "./SettingsPage.module.css";
import type { FormProps } from "./SettingsPage.tsx";

const TOKENS = [
  "ten",
  "ho",
  "dem",
  "initials",
  "full",
  "agency",
  "unit",
  "seq",
  "yyyy",
  "mm",
  "cccd3",
  "cccd4",
] as const;

/** A draft of a setting: what is on the screen, and whether it differs from what holds. */
export function useDraft<T>(value: T): [T, (change: Partial<T>) => void, boolean] {
  const [draft, setDraft] = useState(value);
  return [draft, (change) => setDraft({ ...draft, ...change }), JSON.stringify(draft) !== JSON.stringify(value)];
}

/** Names on pages and reports. */
export function ProvinceForm({ value, onSave }: FormProps<"province">) {
  const [draft, change, changed] = useDraft(value);
  return (
    <SettingForm title={t("set.province")} hint={t("set.province.hint")} changed={changed} onSave={() => onSave(draft)}>
      <TextInput
        label={t("set.province.name")}
        value={draft.name}
        onChange={(e) => change({ name: e.currentTarget.value })}
      />
      <TextInput
        label={t("set.province.owner")}
        value={draft.ownerAgency}
        onChange={(e) => change({ ownerAgency: e.currentTarget.value })}
      />
      <TextInput
        label={t("set.province.operator")}
        value={draft.operatorUnit}
        onChange={(e) => change({ operatorUnit: e.currentTarget.value })}
      />
    </SettingForm>
  );
}

/** Templates of addresses, one a line. */
export function NamingForm({ value, onSave }: FormProps<"naming">) {
  const [draft, change, changed] = useDraft(value);
  const lines = (text: string) => text.split("\n").map((line) => line.trim());
  const filled = (list: readonly string[]) => list.filter((line) => line !== "");
  const bad = (list: readonly string[]) => filled(list).length === 0 || !filled(list).every(isAddressTemplate);
  const templates = (["personal", "unit", "agency"] as const).map((name) => ({ name, list: draft[name] }));
  const cleaned = {
    personal: filled(draft.personal),
    unit: filled(draft.unit),
    agency: filled(draft.agency),
    reserved: filled(draft.reserved),
  };
  return (
    <SettingForm
      title={t("set.naming")}
      hint={t("set.naming.hint")}
      changed={changed}
      valid={!templates.some(({ list }) => bad(list))}
      onSave={() => onSave(cleaned)}
    >
      <p className={css.tokens}>
        {TOKENS.map((token) => (
          <span key={token}>
            <code>{`{${token}}`}</code> {t(`set.token.${token}`)}
          </span>
        ))}
      </p>
      {templates.map(({ name, list }) => (
        <Textarea
          key={name}
          label={t(`set.naming.${name}`)}
          autosize
          minRows={1}
          value={list.join("\n")}
          onChange={(e) => change({ [name]: lines(e.currentTarget.value) })}
          error={bad(list)}
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        />
      ))}
      <Textarea
        label={t("set.naming.reserved")}
        autosize
        minRows={1}
        maxRows={8}
        value={draft.reserved.join("\n")}
        onChange={(e) => change({ reserved: lines(e.currentTarget.value.toLowerCase()) })}
      />
    </SettingForm>
  );
}

/** What administrators of agencies may do. */
export function AdministratorsForm({ value, onSave }: FormProps<"agencyAdministrators">) {
  const [draft, change, changed] = useDraft(value);
  return (
    <SettingForm title={t("set.admins")} hint={t("set.admins.hint")} changed={changed} onSave={() => onSave(draft)}>
      <Stack gap={8}>
        {DELEGABLE_ACTS.map((act) => (
          <Checkbox
            key={act}
            label={t(`set.act.${act}`)}
            checked={draft.may.includes(act)}
            onChange={(e) =>
              change({
                may: DELEGABLE_ACTS.filter((a) => (a === act ? e.currentTarget.checked : draft.may.includes(a))),
              })
            }
          />
        ))}
      </Stack>
    </SettingForm>
  );
}

/** Room of new mailboxes. */
export function QuotasForm({ value, onSave }: FormProps<"quotas">) {
  const [draft, change, changed] = useDraft(value);
  return (
    <SettingForm title={t("set.quotas")} changed={changed} onSave={() => onSave(draft)}>
      <Group grow>
        <NumberInput
          label={t("set.quotas.person")}
          value={toGigabytes(draft.personBytes)}
          onChange={(n) => change({ personBytes: fromGigabytes(Number(n)) })}
          min={0.1}
          decimalScale={1}
          decimalSeparator=","
        />
        <NumberInput
          label={t("set.quotas.agency")}
          value={toGigabytes(draft.agencyBytes)}
          onChange={(n) => change({ agencyBytes: fromGigabytes(Number(n)) })}
          min={0.1}
          decimalScale={1}
          decimalSeparator=","
        />
      </Group>
    </SettingForm>
  );
}
