import type { FactorQuestion } from "@congthu/shared/api/auth";
import { Alert, Anchor, Button, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { ApiError } from "../data/api-client.ts";
import { errorText } from "../i18n/errors.ts";
import { t } from "../i18n/t.ts";
import { answerFactor, sendSmsCode, signInByPasskey } from "./session.ts";

type Way = "totp" | "sms" | "recovery" | "passkey";

/** What is asked after the password: a code or a passkey, whichever the person has. */
export function FactorForm({ question, onBack }: { question: FactorQuestion; onBack: () => void }) {
  const [way, setWay] = useState<Way>(question.methods.includes("totp") ? "totp" : (question.methods[0] ?? "recovery"));
  const [sent, setSent] = useState(false);
  const [code, setCode] = useState("");
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);
  const phone = question.smsTo ?? "";
  const has = (name: Way) => question.methods.includes(name);

  const attempt = async (act: () => Promise<void>) => {
    setBusy(true);
    setRefusal("");
    await act().catch((error: unknown) => {
      if (!(error instanceof ApiError)) return;
      setRefusal(errorText(error));
      if (error.code === "ticket.expired") onBack();
    });
    setBusy(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim().length >= 6) void attempt(() => answerFactor({ ticket: question.ticket, code: code.trim() }));
  };
  const choose = (next: Way) => {
    setWay(next);
    setCode("");
    setRefusal("");
  };
  const asksCode = way === "totp" || way === "recovery" || (way === "sms" && sent);

  return (
    <form onSubmit={submit} noValidate aria-label={t("factor.title")}>
      <Stack gap="md">
        <Title order={1} size="h3">
          {t("factor.title")}
        </Title>
        {refusal && (
          <Alert color="red" role="alert" variant="light">
            {refusal}
          </Alert>
        )}
        {asksCode && (
          <>
            <TextInput
              key={way}
              label={t("factor.code")}
              description={way === "sms" ? t("factor.code.sms", { phone }) : t(`factor.code.${way}`)}
              inputMode={way === "recovery" ? "text" : "numeric"}
              autoComplete="one-time-code"
              autoFocus
              size="md"
              maxLength={20}
              value={code}
              onChange={(e) => setCode(e.currentTarget.value)}
            />
            <Button type="submit" size="md" fullWidth loading={busy} disabled={code.trim().length < 6}>
              {t("factor.submit")}
            </Button>
          </>
        )}
        {has("passkey") && (
          <Button
            variant={way === "passkey" ? "filled" : "default"}
            size="md"
            fullWidth
            autoFocus={way === "passkey"}
            leftSection={<IconFingerprint size={18} aria-hidden />}
            onClick={() => void attempt(() => signInByPasskey(question))}
          >
            {t("factor.usePasskey")}
          </Button>
        )}
        {has("sms") && !(way === "sms" && sent) && (
          <Button
            variant="default"
            size="md"
            fullWidth
            onClick={() =>
              void attempt(async () => {
                await sendSmsCode(question.ticket);
                choose("sms");
                setSent(true);
              })
            }
          >
            {t("factor.sendSms", { phone })}
          </Button>
        )}
        <Text size="sm" component="div">
          <Stack gap={6} align="start">
            {has("totp") && way !== "totp" && (
              <Anchor component="button" type="button" size="sm" onClick={() => choose("totp")}>
                {t("factor.useTotp")}
              </Anchor>
            )}
            {has("recovery") && way !== "recovery" && (
              <Anchor component="button" type="button" size="sm" onClick={() => choose("recovery")}>
                {t("factor.useRecovery")}
              </Anchor>
            )}
            <Anchor component="button" type="button" size="sm" onClick={onBack}>
              {t("factor.back")}
            </Anchor>
          </Stack>
        </Text>
      </Stack>
    </form>
  );
}
