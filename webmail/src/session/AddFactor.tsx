import { Alert, Button, Group, Loader, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { ApiError } from "../data/api-client.ts";
import { errorText } from "../i18n/errors.ts";
import { t } from "../i18n/t.ts";
import css from "./Factors.module.css";
import { QrCode } from "./QrCode.tsx";
import { addFactor, addPasskey, beginSms, beginTotp } from "./security-api.ts";

type Props = {
  hasSms: boolean;
  /** Runs an act, asking for the password again where the server wants it. */
  guard: <T>(act: () => Promise<T>) => Promise<T>;
  onAdded: (recoveryCodes: string[] | null) => void;
};
type Way = "totp" | "sms";

/** Adds a second factor: the person chooses which, and shows that it works. */
export function AddFactor({ hasSms, guard, onAdded }: Props) {
  const [way, setWay] = useState<Way>();
  const [refusal, setRefusal] = useState("");
  const byPasskey = async () => {
    setRefusal("");
    await guard(() => addPasskey(t("factor.label.passkey"))).then(
      (added) => onAdded(added.recoveryCodes),
      (error: unknown) => setRefusal(error instanceof ApiError ? errorText(error) : t("factor.passkeyFailed")),
    );
  };
  const back = () => setWay(undefined);
  if (way === "totp") return <TotpSteps guard={guard} onAdded={onAdded} onBack={back} />;
  if (way === "sms") return <SmsSteps guard={guard} onAdded={onAdded} onBack={back} />;
  return (
    <Stack gap="sm">
      <Refusal text={refusal} />
      <Choice name="Totp" onChoose={() => setWay("totp")} />
      {"PublicKeyCredential" in window && <Choice name="Passkey" onChoose={() => void byPasskey()} />}
      {hasSms && <Choice name="Sms" onChoose={() => setWay("sms")} />}
    </Stack>
  );
}

function Choice({ name, onChoose }: { name: "Totp" | "Passkey" | "Sms"; onChoose: () => void }) {
  return (
    <UnstyledButton className={css.way ?? ""} onClick={onChoose}>
      <strong>{t(`factor.choose${name}`)}</strong>
      <span>{t(`factor.choose${name}Hint`)}</span>
    </UnstyledButton>
  );
}

type StepsProps = Pick<Props, "guard" | "onAdded"> & { onBack: () => void };

function TotpSteps({ guard, onAdded, onBack }: StepsProps) {
  const [begun, setBegun] = useState<Awaited<ReturnType<typeof beginTotp>>>();
  const [refusal, setRefusal] = useState("");
  // biome-ignore lint/correctness/useExhaustiveDependencies: begins once
  useEffect(() => {
    guard(beginTotp).then(setBegun, (error: unknown) => setRefusal(errorText(error)));
  }, []);
  if (!begun) return refusal ? <Refusal text={refusal} /> : <Loader />;
  return (
    <CodeStep
      label={t("factor.thenCode")}
      onBack={onBack}
      onCode={async (code) => {
        const factor = { kind: "totp", ticket: begun.ticket, label: t("factor.label.totp"), code } as const;
        onAdded((await addFactor(factor)).recoveryCodes);
      }}
    >
      <Text size="sm">{t("factor.scan")}</Text>
      <QrCode text={begun.uri} />
      <Text size="sm" c="var(--ink-2)">
        {t("factor.secret")}
        <code className={css.secret}>{begun.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
      </Text>
    </CodeStep>
  );
}

function SmsSteps({ guard, onAdded, onBack }: StepsProps) {
  const [phone, setPhone] = useState("");
  const [ticket, setTicket] = useState("");
  const [refusal, setRefusal] = useState("");
  const number = phone.replace(/[\s.-]/g, "");
  const isGood = /^(0|\+84)[35789]\d{8}$/.test(number);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!isGood) return setRefusal(t("factor.phoneBad"));
    setRefusal("");
    await guard(() => beginSms(number)).then(
      (begun) => setTicket(begun.ticket),
      (error: unknown) => setRefusal(errorText(error)),
    );
  };
  if (ticket !== "")
    return (
      <CodeStep
        label={t("factor.smsCode")}
        onBack={onBack}
        onCode={async (code) => {
          const label = t("factor.label.sms", { phone: `••• ${number.slice(-3)}` });
          onAdded((await addFactor({ kind: "sms", ticket, label, code })).recoveryCodes);
        }}
      />
    );
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        <Refusal text={refusal} />
        <TextInput
          label={t("factor.phone")}
          description={t("factor.phoneHint")}
          type="tel"
          autoComplete="tel"
          autoFocus
          value={phone}
          onChange={(e) => setPhone(e.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit">{t("factor.sendCode")}</Button>
          <Button variant="subtle" onClick={onBack}>
            {t("factor.other")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type CodeStepProps = {
  label: string;
  onCode: (code: string) => Promise<void>;
  onBack: () => void;
  children?: React.ReactNode;
};

function CodeStep({ label, onCode, onBack, children }: CodeStepProps) {
  const [code, setCode] = useState("");
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);
  const digits = code.replace(/\s/g, "");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (digits.length !== 6) return;
    setBusy(true);
    setRefusal("");
    await onCode(digits).catch((error: unknown) => setRefusal(errorText(error)));
    setBusy(false);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {children}
        <Refusal text={refusal} />
        <TextInput
          label={label}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          value={code}
          onChange={(e) => setCode(e.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={busy} disabled={digits.length !== 6}>
            {t("factor.add")}
          </Button>
          <Button variant="subtle" onClick={onBack}>
            {t("factor.other")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Refusal({ text }: { text: string }) {
  if (text === "") return null;
  return (
    <Alert color="red" role="alert" variant="light">
      {text}
    </Alert>
  );
}
