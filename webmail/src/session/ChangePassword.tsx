import { Alert, Button, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { errorText } from "../i18n/errors.ts";
import { t } from "../i18n/t.ts";
import { PasswordRules } from "./PasswordRules.tsx";
import { checkPassword } from "./password-rules.ts";
import { changePassword, type Session } from "./session.ts";

type Props = { session: Session; due?: "first" | "expired"; onChanged?: () => void };

/** Changes the password; `due`: nothing else opens before it is done. */
export function ChangePassword({ session, due, onChanged }: Props) {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [repeat, setRepeat] = useState("");
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);
  const checks = checkPassword(next, { ...session.account, current }, session.passwordRule);
  const differs = repeat !== "" && repeat !== next;
  const ready = current !== "" && next === repeat && checks.every((c) => c.met);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    setRefusal("");
    try {
      await changePassword(current, next);
      for (const clear of [setCurrent, setNext, setRepeat]) clear("");
      onChanged?.();
    } catch (error) {
      setRefusal(errorText(error));
    }
    setBusy(false);
  };

  return (
    <form onSubmit={submit} noValidate aria-label={t("password.title")}>
      <Stack gap="sm">
        {due && <Due due={due} />}
        {refusal && (
          <Alert color="red" role="alert" variant="light">
            {refusal}
          </Alert>
        )}
        <input type="text" name="username" autoComplete="username" value={session.account.address} readOnly hidden />
        <Field
          name="current"
          label={t("password.current")}
          value={current}
          onChange={setCurrent}
          focus={due !== undefined}
        />
        <Field name="next" label={t("password.next")} value={next} onChange={setNext} />
        <PasswordRules checks={checks} rule={session.passwordRule} />
        <Field
          name="repeat"
          label={t("password.repeat")}
          value={repeat}
          onChange={setRepeat}
          error={differs && t("password.mismatch")}
        />
        <Button type="submit" mt="xs" loading={busy} disabled={!ready}>
          {t("password.submit")}
        </Button>
      </Stack>
    </form>
  );
}

function Due({ due }: { due: "first" | "expired" }) {
  return (
    <div>
      <Title order={1} size="h3">
        {t(`password.${due}`)}
      </Title>
      <Text size="sm" mt={4} c="var(--ink-2)">
        {t(`password.${due}Hint`)}
      </Text>
    </div>
  );
}

type FieldProps = {
  name: "current" | "next" | "repeat";
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | false;
  focus?: boolean;
};

function Field({ name, label, value, onChange, error = false, focus = false }: FieldProps) {
  return (
    <PasswordInput
      label={label}
      name={name}
      autoComplete={name === "current" ? "current-password" : "new-password"}
      autoFocus={focus}
      value={value}
      error={error}
      visibilityToggleButtonProps={{ "aria-label": t("signin.showPassword") }}
      onChange={(e) => onChange(e.currentTarget.value)}
    />
  );
}
