import { Button, Group, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { type FormEvent, type ReactNode, useState } from "react";
import { errorText } from "../i18n/errors.ts";
import { t } from "../i18n/t.ts";

type Question = {
  title: string;
  label: string;
  value: string;
  /** Gets the name, NFC and trimmed, never empty; what it throws is shown and the dialog stays. */
  save: (name: string) => Promise<void>;
  /** More to choose, below the name. */
  more?: ReactNode;
};

/** Asks for the name of something. */
export function askName(question: Question): void {
  const id = modals.open({
    title: question.title,
    centered: true,
    closeButtonProps: { "aria-label": t("app.close") },
    children: <NameForm {...question} onDone={() => modals.close(id)} />,
  });
}

function NameForm({ label, value, save, more, onDone }: Question & { onDone: () => void }) {
  const [name, setName] = useState(value);
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const clean = name.normalize("NFC").trim();
    if (clean === "") return setRefusal(t("app.nameMissing"));
    setBusy(true);
    try {
      await save(clean);
      onDone();
    } catch (error) {
      setRefusal(errorText(error));
      setBusy(false);
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <TextInput
        label={label}
        value={name}
        error={refusal}
        maxLength={200}
        data-autofocus
        onChange={(e) => setName(e.currentTarget.value)}
      />
      {more}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onDone}>
          {t("app.cancel")}
        </Button>
        <Button type="submit" loading={busy}>
          {t("app.save")}
        </Button>
      </Group>
    </form>
  );
}
