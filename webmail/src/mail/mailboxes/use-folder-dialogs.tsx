import type { Mailbox } from "@congthu/shared/jmap/mail";
import { Button, Group, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { type FormEvent, useState } from "react";
import { errorText } from "../../i18n/errors.ts";
import { t } from "../../i18n/t.ts";
import { toast } from "../../ui/toast.tsx";
import type { MailAccount } from "../mail.ts";
import { createFolder, renameFolder } from "./folder-acts.ts";

export type FolderDialogs = { create: (parent: Mailbox | null) => void; rename: (mailbox: Mailbox) => void };

/** The dialogs that ask for a folder's name. */
export function useFolderDialogs(account: MailAccount): FolderDialogs {
  return {
    create(parent) {
      ask(t(parent ? "folders.createIn" : "folders.create"), "", async (name) => {
        await createFolder(account, name, parent?.id ?? null);
        toast(t("folders.created", { name }));
      });
    },
    rename(mailbox) {
      ask(t("folders.rename"), mailbox.name, async (name) => {
        await renameFolder(account, mailbox.id, name);
        toast(t("folders.renamed"));
      });
    },
  };
}

function ask(title: string, value: string, save: (name: string) => Promise<void>): void {
  const id = modals.open({
    title,
    centered: true,
    closeButtonProps: { "aria-label": t("app.close") },
    children: <NameForm value={value} save={save} onDone={() => modals.close(id)} />,
  });
}

type Props = { value: string; save: (name: string) => Promise<void>; onDone: () => void };

function NameForm({ value, save, onDone }: Props) {
  const [name, setName] = useState(value);
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const clean = name.normalize("NFC").trim();
    if (clean === "") return setRefusal(t("folders.nameMissing"));
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
        label={t("folders.name")}
        value={name}
        error={refusal}
        maxLength={200}
        data-autofocus
        onChange={(e) => setName(e.currentTarget.value)}
      />
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
