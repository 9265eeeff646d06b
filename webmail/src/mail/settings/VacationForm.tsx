import "@mantine/dates/styles.css";
import "@mantine/core/styles/Fieldset.css";
import { Alert, Button, Group, Loader, Stack, Switch, Text, Textarea, TextInput } from "@mantine/core";
import { DatePickerInput, DatesProvider } from "@mantine/dates";
import "dayjs/locale/vi";
import { type FormEvent, useEffect, useState } from "react";
import { errorText } from "../../i18n/errors.ts";
import { languageStore } from "../../i18n/i18n.ts";
import { t } from "../../i18n/t.ts";
import { toast, toastError } from "../../ui/toast.tsx";
import type { MailAccount } from "../mail.ts";
import { AccountChoice } from "./AccountChoice.tsx";
import { loadVacation, saveVacation } from "./save-settings.ts";
import { type VacationDraft, vacationDraft, vacationFaults, vacationResponse } from "./vacation.ts";

/** The reply that is sent while the person is away, for each mailbox they answer for. */
export function VacationForm() {
  return <AccountChoice>{(account) => <Loaded key={account.id} account={account} />}</AccountChoice>;
}

function Loaded({ account }: { account: MailAccount }) {
  const [draft, setDraft] = useState<VacationDraft>();
  const [failure, setFailure] = useState("");
  useEffect(() => {
    loadVacation(account).then(
      (stored) => setDraft(vacationDraft(stored)),
      (error: unknown) => setFailure(errorText(error)),
    );
  }, [account]);
  if (failure)
    return (
      <Alert color="red" role="alert">
        {failure}
      </Alert>
    );
  if (!draft) return <Loader size="sm" aria-label={t("app.loading")} />;
  return <Fields account={account} draft={draft} change={(part) => setDraft({ ...draft, ...part })} />;
}

type FieldsProps = { account: MailAccount; draft: VacationDraft; change: (part: Partial<VacationDraft>) => void };

function Fields({ account, draft, change }: FieldsProps) {
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const faults = vacationFaults(draft);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (faults.length > 0) return;
    setBusy(true);
    try {
      await saveVacation(account, vacationResponse(draft));
      toast(t("vacation.saved"));
    } catch (error) {
      toastError(error);
    }
    setBusy(false);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Switch
          label={t("vacation.on")}
          checked={draft.isEnabled}
          onChange={(e) => change({ isEnabled: e.currentTarget.checked })}
        />
        <Text size="sm" c="var(--ink-2)">
          {t("vacation.hint")}
        </Text>
        <Group grow align="flex-start">
          <Day label={t("vacation.from")} value={draft.from} onChange={(from) => change({ from })} />
          <Day
            label={t("vacation.to")}
            value={draft.to}
            error={faults.includes("badDates") && t("vacation.badDates")}
            onChange={(to) => change({ to })}
          />
        </Group>
        <TextInput
          label={t("vacation.subject")}
          value={draft.subject}
          onChange={(e) => change({ subject: e.currentTarget.value })}
        />
        <Textarea
          label={t("vacation.text")}
          placeholder={t("vacation.example")}
          autosize
          minRows={5}
          value={draft.text}
          error={tried && faults.includes("textMissing") && t("vacation.textMissing")}
          onChange={(e) => change({ text: e.currentTarget.value })}
        />
        <div>
          <Button type="submit" loading={busy}>
            {t("app.save")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

type DayProps = { label: string; value: string; onChange: (day: string) => void; error?: string | false };

function Day({ label, value, onChange, error = false }: DayProps) {
  return (
    <DatesProvider settings={{ locale: languageStore.get(), firstDayOfWeek: 1 }}>
      <DatePickerInput
        label={label}
        value={value === "" ? null : value}
        error={error}
        clearable
        clearButtonProps={{ "aria-label": t("vacation.clearDate") }}
        valueFormat="DD/MM/YYYY"
        onChange={(day) => onChange(day ?? "")}
      />
    </DatesProvider>
  );
}
