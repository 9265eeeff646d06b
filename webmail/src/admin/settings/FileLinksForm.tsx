import { Group, NumberInput, Switch } from "@mantine/core";
import { t } from "../i18n/t.ts";
import { useDraft } from "./forms.tsx";
import { SettingForm } from "./SettingForm.tsx";
import type { FormProps } from "./SettingsPage.tsx";

const MIB = 1024 ** 2;

/** Files that go as links instead of in letters. */
export function FileLinksForm({ value, onSave }: FormProps<"fileLinks">) {
  const [draft, change, changed] = useDraft(value);
  const { isOn, aboveBytes, maxBytes, days } = draft;
  const mib = (name: "aboveBytes" | "maxBytes") => ({
    label: t(name === "aboveBytes" ? "set.links.above" : "set.links.most"),
    value: Math.round(draft[name] / MIB),
    onChange: (n: number | string) => change({ [name]: Math.round(Number(n) * MIB) }),
    min: 1,
    allowDecimal: false,
    disabled: !isOn,
  });
  return (
    <SettingForm
      title={t("set.links")}
      hint={t("set.links.hint")}
      changed={changed}
      valid={aboveBytes >= MIB && maxBytes > aboveBytes && days >= 1}
      onSave={() => onSave(draft)}
    >
      <Switch
        label={t("set.links.on")}
        checked={isOn}
        onChange={(event) => change({ isOn: event.currentTarget.checked })}
      />
      <Group grow align="end">
        <NumberInput {...mib("aboveBytes")} max={30} />
        <NumberInput {...mib("maxBytes")} max={4096} />
        <NumberInput
          label={t("set.links.days")}
          value={days}
          onChange={(n) => change({ days: Number(n) })}
          min={1}
          max={365}
          allowDecimal={false}
          disabled={!isOn}
        />
      </Group>
    </SettingForm>
  );
}
