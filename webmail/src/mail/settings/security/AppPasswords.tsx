import { APP_CHANNELS, type AppChannel } from "@congthu/shared/api/security";
import { formatDay, formatTime } from "@congthu/shared/dates";
import { Alert, Button, Checkbox, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { errorText } from "../../../i18n/errors.ts";
import { t } from "../../../i18n/t.ts";
import { createAppPassword, revokeAppPassword } from "../../../session/security-api.ts";
import { confirm } from "../../../ui/confirm.tsx";
import { toastError } from "../../../ui/toast.tsx";
import { type PartProps, Section } from "./Section.tsx";
import css from "./Security.module.css";

/** Passwords of mail programs. */
export function AppPasswords({ security, guard, reload }: PartProps) {
  const [adding, setAdding] = useState(false);
  const revoke = async (id: string) => {
    const question = { title: t("security.apps.revoke"), text: t("security.apps.revokeQuestion") };
    if (await confirm({ ...question, confirm: t("security.apps.revoke") }))
      await guard(() => revokeAppPassword(id)).then(reload, toastError);
  };
  return (
    <Section title={t("security.apps")}>
      <Text size="sm" c="var(--ink-2)">
        {t("security.apps.hint")} {security.appPasswordsNeeded && t("security.apps.needed")}
      </Text>
      <ul className={css.list}>
        {security.appPasswords.map((a) => (
          <li key={a.id}>
            <div>
              <p>{a.label}</p>
              <p className={css.minor}>
                {a.channels.map((c) => t(`security.channel.${c}`)).join(", ")} ·{" "}
                {a.expiresAt <= Date.now()
                  ? t("security.apps.expired")
                  : t("security.apps.until", { day: formatDay(a.expiresAt) })}{" "}
                ·{" "}
                {a.usedAt === null
                  ? t("security.factors.unused")
                  : `${t("security.factors.used", { at: formatTime(a.usedAt) })}, ${a.usedIp}`}
              </p>
            </div>
            <Button variant="subtle" color="red" size="compact-sm" onClick={() => void revoke(a.id)}>
              {t("security.apps.revoke")}
            </Button>
          </li>
        ))}
      </ul>
      <Button variant="light" onClick={() => setAdding(true)}>
        {t("security.apps.add")}
      </Button>
      <Modal
        opened={adding}
        onClose={() => setAdding(false)}
        title={t("security.apps.add")}
        closeButtonProps={{ "aria-label": t("app.close") }}
        closeOnClickOutside={false}
        centered
      >
        <MakeAppPassword
          most={security.appPasswordDays}
          guard={guard}
          onMade={() => void reload()}
          onDone={() => setAdding(false)}
        />
      </Modal>
    </Section>
  );
}

type MakeProps = { most: number; guard: PartProps["guard"]; onMade: () => void; onDone: () => void };

function MakeAppPassword({ most, guard, onMade, onDone }: MakeProps) {
  const [label, setLabel] = useState("");
  const [channels, setChannels] = useState<string[]>(["imap", "submission"]);
  const [days, setDays] = useState(String(Math.min(180, most)));
  const [refusal, setRefusal] = useState("");
  const [password, setPassword] = useState("");
  const chosen: AppChannel[] = APP_CHANNELS.filter((c) => channels.includes(c));
  const term = Number(days);
  const ready = label.trim() !== "" && chosen.length > 0 && Number.isInteger(term) && term >= 1 && term <= most;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    setRefusal("");
    await guard(() => createAppPassword({ label: label.trim(), channels: chosen, days: term })).then(
      (made) => {
        setPassword(made.password);
        onMade();
      },
      (error: unknown) => setRefusal(errorText(error)),
    );
  };
  if (password !== "")
    return (
      <Stack gap="sm">
        <Text fw={600}>{t("security.apps.made", { label: label.trim() })}</Text>
        <code className={css.password}>{password}</code>
        <Text size="sm" c="var(--ink-2)">
          {t("security.apps.madeHint")}
        </Text>
        <Group gap="xs">
          <Button variant="default" onClick={() => void navigator.clipboard.writeText(password)}>
            {t("security.copy")}
          </Button>
          <Button onClick={onDone}>{t("recovery.done")}</Button>
        </Group>
      </Stack>
    );
  return (
    <form onSubmit={submit} noValidate aria-label={t("security.apps.add")}>
      <Stack gap="sm">
        {refusal && (
          <Alert color="red" role="alert" variant="light">
            {refusal}
          </Alert>
        )}
        <TextInput
          label={t("security.apps.label")}
          placeholder={t("security.apps.labelExample")}
          data-autofocus
          maxLength={60}
          value={label}
          onChange={(e) => setLabel(e.currentTarget.value)}
        />
        <Checkbox.Group label={t("security.apps.channels")} value={channels} onChange={setChannels}>
          <Stack gap={6} mt={6}>
            {APP_CHANNELS.map((c) => (
              <Checkbox key={c} value={c} label={t(`security.channel.${c}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <TextInput
          label={t("security.apps.days")}
          inputMode="numeric"
          value={days}
          onChange={(e) => setDays(e.currentTarget.value)}
          error={Number.isInteger(term) && term >= 1 && term <= most ? undefined : `1–${most}`}
        />
        <Button type="submit" disabled={!ready}>
          {t("security.apps.create")}
        </Button>
      </Stack>
    </form>
  );
}
