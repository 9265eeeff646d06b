import type { ContactCard } from "@congthu/shared/jmap/contacts";
import { Button, Group, Stack, Textarea, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { type FormEvent, useState } from "react";
import { setRecords } from "../../data/records.ts";
import { w } from "../../i18n/own-words.ts";
import { t } from "../../i18n/t.ts";
import { toast, toastError } from "../../ui/toast.tsx";
import { isAddress } from "../compose/recipients.ts";
import type { MailAccount } from "../mail.ts";
import { type ContactDraft, cardOfDraft, contactFault } from "./model.ts";

type Question = { account: MailAccount; card: ContactCard | null; draft: ContactDraft };

/** Shows a card to fill in or change. */
export function askContact(question: Question): void {
  const id = modals.open({
    title: question.card ? w("contacts.editTitle") : w("contacts.create"),
    centered: true,
    closeButtonProps: { "aria-label": t("app.close") },
    children: <ContactForm {...question} onDone={() => modals.close(id)} />,
  });
}

function ContactForm({ account, card, draft: first, onDone }: Question & { onDone: () => void }) {
  const [draft, setDraft] = useState(first);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const fault = contactFault(draft, (email) => isAddress({ name: null, email }));
  const field = (name: keyof ContactDraft) => ({
    label: w(`contacts.${name}`),
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setDraft({ ...draft, [name]: event.currentTarget.value }),
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (fault) return;
    setBusy(true);
    const value = cardOfDraft(draft, card);
    try {
      await setRecords(account, "ContactCard", card ? { update: { [card.id]: value } } : { create: value });
      toast(w("contacts.saved"));
      onDone();
    } catch (error) {
      toastError(error);
      setBusy(false);
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <TextInput
          {...field("name")}
          data-autofocus
          maxLength={200}
          error={tried && fault === "name" && t("app.nameMissing")}
        />
        <Textarea
          {...field("emails")}
          description={w("contacts.onePerLine")}
          autosize
          minRows={1}
          error={tried && fault === "email" && t("compose.invalidAddress")}
        />
        <Textarea {...field("phones")} autosize minRows={1} />
        <TextInput {...field("organization")} maxLength={300} />
        <Textarea {...field("note")} autosize minRows={2} maxLength={5000} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t("app.cancel")}
          </Button>
          <Button type="submit" loading={busy}>
            {t("app.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
