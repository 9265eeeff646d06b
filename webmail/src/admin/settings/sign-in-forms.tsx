import { NumberInput, Radio, SimpleGrid, Stack, Textarea } from "@mantine/core";
import { t } from "../i18n/t.ts";
import { DayField } from "../ui/DayField.tsx";
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

const PEOPLE = ["free", "outside", "everyone"] as const;
const NETWORK = /^(\d{1,3}(\.\d{1,3}){3}(\/([12]?\d|3[0-2]))?|[0-9a-f:]*:[0-9a-f:]+(\/\d{1,3})?)$/i;

/** Who must show more than a password. */
export function FactorForm({ value, onSave }: FormProps<"secondFactor">) {
  const [draft, change, changed] = useDraft(value);
  const networks = draft.insideNetworks.filter((line) => line !== "");
  const bad = !networks.every((line) => NETWORK.test(line));
  return (
    <SettingForm
      title={t("set.factor")}
      hint={t("set.factor.hint")}
      changed={changed}
      valid={!bad}
      onSave={() => onSave({ ...draft, insideNetworks: networks })}
    >
      <Radio.Group
        label={t("set.factor.people")}
        value={draft.people}
        onChange={(people) => change({ people: PEOPLE.find((p) => p === people) ?? "free" })}
      >
        <Stack gap={8} mt={6}>
          {PEOPLE.map((people) => (
            <Radio key={people} value={people} label={t(`set.factor.people.${people}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {draft.people === "outside" && (
        <Textarea
          label={t("set.factor.networks")}
          description={t("set.factor.networksHint")}
          autosize
          minRows={2}
          maxRows={8}
          error={bad}
          value={draft.insideNetworks.join("\n")}
          onChange={(e) => change({ insideNetworks: e.currentTarget.value.split("\n").map((line) => line.trim()) })}
        />
      )}
      <DayField
        label={t("set.factor.administratorsFrom")}
        value={draft.administratorsFrom}
        onChange={(administratorsFrom) => change({ administratorsFrom })}
      />
      <NumberInput
        label={t("set.factor.appPasswordDays")}
        value={draft.appPasswordDays}
        onChange={(n) => change({ appPasswordDays: Number(n) })}
        min={1}
        max={3650}
        allowDecimal={false}
      />
    </SettingForm>
  );
}
