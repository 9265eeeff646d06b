import type { Template } from "@congthu/shared/jmap/congthu";
import { ActionIcon, Button, Group, Loader, Stack, Text, TextInput } from "@mantine/core";
import { IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { type FormEvent, lazy, Suspense, useEffect, useRef, useState } from "react";
import { loadRecords, recordsOf, setRecords } from "../../../data/records.ts";
import { w } from "../../../i18n/own-words.ts";
import { t } from "../../../i18n/t.ts";
import { confirm } from "../../../ui/confirm.tsx";
import { toast, toastError } from "../../../ui/toast.tsx";
import type { EditorHandle } from "../../compose/editor/LetterEditor.tsx";
import { editorHtmlToText } from "../../compose/html-text.ts";
import type { MailAccount } from "../../mail.ts";
import { useCache } from "../../mail-context.ts";
import { offeredTemplates, templateHtml } from "../../templates/model.ts";
import { AccountChoice } from "../AccountChoice.tsx";
import identityCss from "../IdentityForm.module.css";
import css from "../rules/Rules.module.css";

const LetterEditor = lazy(() =>
  import("../../compose/editor/LetterEditor.tsx").then((m) => ({ default: m.LetterEditor })),
);

/** Letters to begin from. Those of an agency's mailbox are offered to all its people. */
export function TemplatesTab() {
  return <AccountChoice>{(account) => <Templates key={account.id} account={account} />}</AccountChoice>;
}

function Templates({ account }: { account: MailAccount }) {
  const records = useCache(account.cache, (cache) => recordsOf(cache, "Template"));
  const [ready, setReady] = useState(false);
  const [editing, setEditing] = useState<Template | "new">();
  useEffect(() => {
    loadRecords(account, ["Template"]).then(() => setReady(true), toastError);
  }, [account]);
  if (!ready) return <Loader size="sm" aria-label={t("app.loading")} />;
  if (editing)
    return (
      <TemplateForm
        account={account}
        template={editing === "new" ? null : editing}
        onDone={() => setEditing(undefined)}
      />
    );
  const { own, shared } = offeredTemplates([records]);
  const remove = async ({ id, name }: Template) => {
    const title = w("templates.remove", { name });
    if (!(await confirm({ title, text: w("templates.removeConfirm"), confirm: w("templates.removeIt") }))) return;
    await setRecords(account, "Template", { destroy: [id] }).catch(toastError);
  };
  return (
    <>
      <Text size="sm" c="var(--ink-2)">
        {account.isPersonal ? w("templates.hint") : w("templates.hintFor", { owner: account.name })}
      </Text>
      {own.length === 0 && <Text role="status">{w("templates.noneOwn")}</Text>}
      <ul className={css.rules}>
        {own.map((template) => (
          <li key={template.id} className={css.rule}>
            <span className={css.name}>{template.name}</span>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={w("templates.edit", { name: template.name })}
              onClick={() => setEditing(template)}
            >
              <IconPencil size={18} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="red"
              aria-label={w("templates.remove", { name: template.name })}
              onClick={() => void remove(template)}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <div>
        <Button leftSection={<IconPlus size={18} />} onClick={() => setEditing("new")}>
          {w("templates.create")}
        </Button>
      </div>
      {shared.length > 0 && (
        <Text size="sm" c="var(--ink-2)">
          {w("templates.fromAgency", { list: shared.map((one) => one.name).join(", ") })}
        </Text>
      )}
    </>
  );
}

function TemplateForm(q: { account: MailAccount; template: Template | null; onDone: () => void }) {
  const { account, template, onDone } = q;
  const [name, setName] = useState(template?.name ?? "");
  const [subject, setSubject] = useState(template?.subject ?? "");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const editor = useRef<EditorHandle>(null);
  const missing = name.trim() === "";
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing) return;
    setBusy(true);
    const htmlBody = templateHtml(editor.current?.html() ?? template?.htmlBody ?? "");
    const value = {
      name: name.normalize("NFC").trim(),
      subject: subject.normalize("NFC").trim(),
      htmlBody,
      textBody: editorHtmlToText(htmlBody),
    };
    try {
      await setRecords(account, "Template", template ? { update: { [template.id]: value } } : { create: value });
      toast(w("templates.kept", { name: value.name }));
      onDone();
    } catch (error) {
      toastError(error);
      setBusy(false);
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label={w("templates.name")}
          value={name}
          maxLength={200}
          data-autofocus
          error={tried && missing && t("app.nameMissing")}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t("compose.subject")}
          value={subject}
          maxLength={1000}
          onChange={(event) => setSubject(event.currentTarget.value)}
        />
        <div className={identityCss.editor}>
          <Suspense fallback={null}>
            <LetterEditor
              ref={editor}
              html={template?.htmlBody ?? ""}
              label={t("compose.body")}
              imageUrl={() => undefined}
              onChange={() => {}}
              onSend={() => {}}
            />
          </Suspense>
        </div>
        <Group>
          <Button type="submit" loading={busy}>
            {t("app.save")}
          </Button>
          <Button variant="default" onClick={onDone}>
            {t("app.cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
