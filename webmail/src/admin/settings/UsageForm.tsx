import { formatDay } from "@congthu/shared/dates";
import { QUALIFYING_ACTS, type QualifyingAct } from "@congthu/shared/usage-definition";
import { Checkbox, NumberInput, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { t } from "../i18n/t.ts";
import { SettingForm } from "./SettingForm.tsx";
import type { FormProps } from "./SettingsPage.tsx";

/** When somebody counts as a user; saving makes another version. */
export function UsageForm({ value, onSave }: FormProps<"usage">) {
  const [acts, setActs] = useState<QualifyingAct[]>([...value.acts]);
  const [percent, setPercent] = useState(value.regularPercent);
  const changed = percent !== value.regularPercent || acts.toSorted().join() !== value.acts.toSorted().join();
  const toggle = (act: QualifyingAct, on: boolean) =>
    setActs(QUALIFYING_ACTS.filter((a) => (a === act ? on : acts.includes(a))));
  return (
    <SettingForm
      title={t("set.usage")}
      hint={t("set.usage.hint")}
      submit={t("set.usage.save")}
      changed={changed}
      valid={acts.length > 0 && percent >= 1 && percent <= 100}
      onSave={() => onSave({ ...value, acts, regularPercent: percent })}
    >
      <Text size="sm" fw={600}>
        {t("set.usage.version", { n: value.version, day: formatDay(value.since) })}
      </Text>
      <Stack gap={8} role="group" aria-label={t("set.usage.acts")}>
        {QUALIFYING_ACTS.map((act) => (
          <Checkbox
            key={act}
            label={t(`set.usage.act.${act}`)}
            checked={acts.includes(act)}
            onChange={(e) => toggle(act, e.currentTarget.checked)}
          />
        ))}
      </Stack>
      <NumberInput
        label={t("set.usage.percent")}
        value={percent}
        onChange={(n) => setPercent(Number(n))}
        min={1}
        max={100}
        allowDecimal={false}
        suffix=" %"
      />
    </SettingForm>
  );
}
