import { NumberInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../i18n/t.ts";
import { SettingForm } from "./SettingForm.tsx";
import type { FormProps } from "./SettingsPage.tsx";

/** How long the mail log is kept. */
export function LogsForm({ value, onSave }: FormProps<"logs">) {
  const [months, setMonths] = useState(value.months);
  return (
    <SettingForm
      title={t("set.logs")}
      hint={t("set.logs.hint")}
      changed={months !== value.months}
      valid={months >= 3}
      onSave={() => onSave({ months })}
    >
      <NumberInput
        label={t("set.logs.months")}
        value={months}
        onChange={(n) => setMonths(Number(n))}
        min={3}
        max={120}
        allowDecimal={false}
      />
    </SettingForm>
  );
}
