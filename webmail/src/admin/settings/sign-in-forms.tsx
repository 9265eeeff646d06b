import { NumberInput, SimpleGrid } from "@mantine/core";
import { t } from "../i18n/t.ts";
import { useDraft } from "./forms.tsx";
import { SettingForm } from "./SettingForm.tsx";
import type { FormProps } from "./SettingsPage.tsx";

const PASSWORD_NUMBERS = [
  ["minLengthAlone", 8, 64],
  ["minLength", 8, 64],
  ["classes", 1, 4],
  ["longLength", 8, 64],
  ["history", 0, 24],
  ["historyAdministrators", 0, 24],
  ["expiryDays", 0, 1000],
  ["expiryDaysAdministrators", 0, 1000],
  ["defaultDays", 0, 365],
] as const;

/** What a password needs, and for how long it holds. */
export function PasswordsForm({ value, onSave }: FormProps<"passwords">) {
  const [draft, change, changed] = useDraft(value);
  return (
    <SettingForm
      title={t("set.passwords")}
      hint={t("set.passwords.hint")}
      changed={changed}
      onSave={() => onSave(draft)}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" style={{ alignItems: "end" }}>
        {PASSWORD_NUMBERS.map(([name, min, max]) => (
          <NumberInput
            key={name}
            label={t(`set.passwords.${name}`)}
            value={draft[name]}
            onChange={(n) => change({ [name]: Number(n) })}
            min={min}
            max={max}
            allowDecimal={false}
          />
        ))}
      </SimpleGrid>
    </SettingForm>
  );
}

const SIGN_IN_NUMBERS = [
  ["throttleAfter", 1, 100],
  ["lockAfter", 0, 1000],
  ["networkThrottleAfter", 5, 10_000],
  ["historyDays", 90, 3650],
] as const;

/** Wrong passwords, and how long sign-ins are kept. */
export function SignInForm({ value, onSave }: FormProps<"signIn">) {
  const [draft, change, changed] = useDraft(value);
  return (
    <SettingForm title={t("set.signIn")} hint={t("set.signIn.hint")} changed={changed} onSave={() => onSave(draft)}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" style={{ alignItems: "end" }}>
        {SIGN_IN_NUMBERS.map(([name, min, max]) => (
          <NumberInput
            key={name}
            label={t(`set.signIn.${name}`)}
            value={draft[name]}
            onChange={(n) => change({ [name]: Number(n) })}
            min={min}
            max={max}
            allowDecimal={false}
          />
        ))}
      </SimpleGrid>
    </SettingForm>
  );
}
