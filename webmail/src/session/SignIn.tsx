import type { FactorQuestion } from "@congthu/shared/api/auth";
import { Alert, Button, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconBuildingBank, IconFingerprint } from "@tabler/icons-react";
import { type FormEvent, useEffect, useState } from "react";
import { ApiError } from "../data/api-client.ts";
import { errorText } from "../i18n/errors.ts";
import { t } from "../i18n/t.ts";
import { FactorForm } from "./FactorForm.tsx";
import { providerOfSignIns, providerUrl, signIn, signInByPasskey } from "./session.ts";

type Props = {
  login?: string;
  heading: string;
  /** What the provider of sign-ins sent the browser back with. */
  returned?: { question?: FactorQuestion; refusal?: unknown };
};
type Missing = { login?: string; password?: string };

/** The form alone; `SignInPage` puts it on a page, the expired session into a dialog. */
export function SignInForm({ login: known, heading, returned }: Props) {
  const [login, setLogin] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState<Missing>({});
  const [refusal, setRefusal] = useState(returned?.refusal === undefined ? "" : errorText(returned.refusal));
  const [busy, setBusy] = useState(false);
  const [question, setQuestion] = useState(returned?.question);
  const [provider, setProvider] = useState<string | null>(null);
  useEffect(() => {
    // Without an answer the page offers what it always does.
    providerOfSignIns().then(setProvider, () => {});
  }, []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const lacks: Missing = {
      ...(login.trim() === "" ? { login: t("signin.loginMissing") } : {}),
      ...(password === "" ? { password: t("signin.passwordMissing") } : {}),
    };
    setMissing(lacks);
    setRefusal("");
    if (lacks.login || lacks.password) return;
    setBusy(true);
    const asked = await signIn(login, password).catch((error: unknown) => setRefusal(errorText(error)));
    setBusy(false);
    if (asked) setQuestion(asked);
  };
  const byPasskey = async () => {
    setRefusal("");
    await signInByPasskey().catch((error: unknown) => {
      // Whoever closes the browser's own dialog knows that they did.
      if (error instanceof ApiError) setRefusal(errorText(error));
    });
  };
  if (question)
    return (
      <FactorForm
        question={question}
        onBack={() => {
          setQuestion(undefined);
          setPassword("");
        }}
      />
    );

  return (
    <form onSubmit={submit} noValidate aria-label={heading}>
      <Stack gap="md">
        <Title order={1} size="h3">
          {heading}
        </Title>
        {refusal && (
          <Alert color="red" role="alert" variant="light">
            {refusal}
          </Alert>
        )}
        <TextInput
          label={t("signin.login")}
          description={t("signin.loginHint")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          type="email"
          name="username"
          autoComplete="username"
          autoFocus={!known}
          size="md"
          value={login}
          error={missing.login}
          onChange={(e) => setLogin(e.currentTarget.value)}
        />
        <PasswordInput
          label={t("signin.password")}
          name="password"
          autoComplete="current-password"
          autoFocus={Boolean(known)}
          size="md"
          value={password}
          error={missing.password}
          visibilityToggleButtonProps={{ "aria-label": t("signin.showPassword") }}
          onChange={(e) => setPassword(e.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={busy} fullWidth>
          {t("signin.submit")}
        </Button>
        {provider !== null && (
          <Button
            component="a"
            href={providerUrl()}
            variant="default"
            size="md"
            fullWidth
            leftSection={<IconBuildingBank size={18} aria-hidden />}
            h="auto"
            mih={42}
            py={8}
            styles={{ label: { whiteSpace: "normal" } }}
          >
            {t("signin.provider", { name: provider || t("signin.provider.common") })}
          </Button>
        )}
        {"PublicKeyCredential" in window && !known && (
          <Button
            variant="default"
            size="md"
            fullWidth
            leftSection={<IconFingerprint size={18} aria-hidden />}
            onClick={() => void byPasskey()}
          >
            {t("signin.passkey")}
          </Button>
        )}
        <Text size="sm" c="var(--ink-2)">
          {t("signin.forgot")}
        </Text>
      </Stack>
    </form>
  );
}
