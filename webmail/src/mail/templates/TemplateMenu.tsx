import type { Template } from "@congthu/shared/jmap/congthu";
import { Menu } from "@mantine/core";
import { RichTextEditor } from "@mantine/tiptap";
import { IconDeviceFloppy, IconSettings, IconTemplate } from "@tabler/icons-react";
import { useState } from "react";
import { loadRecords, recordsOf, setRecords } from "../../data/records.ts";
import { w } from "../../i18n/own-words.ts";
import { t } from "../../i18n/t.ts";
import { askName } from "../../ui/ask-name.tsx";
import { toast, toastError } from "../../ui/toast.tsx";
import { composersStore, shapeComposer } from "../compose/composers.ts";
import { editorHtmlToText } from "../compose/html-text.ts";
import type { Writing } from "../compose/use-composer.ts";
import type { MailAccount } from "../mail.ts";
import { useMail } from "../mail-context.ts";
import { go } from "../navigation.ts";
import { offeredTemplates, subjectFrom, templateHtml } from "./model.ts";

/** Puts a template into the letter, and makes one of it. */
export function TemplateMenu({ writing }: { writing: Writing }) {
  const mail = useMail();
  const [offered, setOffered] = useState<ReturnType<typeof offeredTemplates>>();
  const { account, draft, editor } = writing;
  // The own account has those of its agency too; another mailbox one writes from has its own.
  const owners = [...new Set([mail.account(null), account])];

  const load = () =>
    Promise.all(owners.map((owner) => loadRecords(owner, ["Template"]))).then(
      () => setOffered(offeredTemplates(owners.map(templatesOf))),
      toastError,
    );
  const insert = (template: Template) => {
    editor.current?.insertHtml(template.htmlBody);
    writing.change((now) => ({ ...now, subject: subjectFrom(template, now) }));
  };
  const keep = () => {
    const html = templateHtml(editor.current?.html() ?? draft.html);
    askName({
      title: w("templates.keep"),
      label: w("templates.name"),
      value: draft.subject,
      async save(name) {
        const create = { name, subject: draft.subject.trim(), htmlBody: html, textBody: editorHtmlToText(html) };
        await setRecords(account, "Template", { create });
        toast(
          account.isPersonal ? w("templates.kept", { name }) : w("templates.keptFor", { name, owner: account.name }),
        );
      },
    });
  };
  const manage = () => {
    for (const { key } of composersStore.get()) shapeComposer(key, "bar");
    go({ place: "settings", tab: "mau-thu" });
  };
  const items = (list: readonly Template[]) =>
    list.map((template) => (
      <Menu.Item key={template.id} onClick={() => insert(template)}>
        {template.name}
      </Menu.Item>
    ));
  return (
    <Menu onOpen={() => void load()} position="bottom-end" width={280} returnFocus={false}>
      <Menu.Target>
        <RichTextEditor.Control aria-label={w("templates.insert")} title={w("templates.insert")}>
          <IconTemplate size={17} stroke={1.6} />
        </RichTextEditor.Control>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: "auto" }}>
        {offered ? (
          <>
            {offered.own.length > 0 && <Menu.Label>{w("templates.own")}</Menu.Label>}
            {items(offered.own)}
            {offered.shared.length > 0 && <Menu.Label>{w("templates.shared")}</Menu.Label>}
            {items(offered.shared)}
            {offered.own.length + offered.shared.length === 0 && <Menu.Label>{w("templates.none")}</Menu.Label>}
          </>
        ) : (
          <Menu.Label>{t("app.loading")}</Menu.Label>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconDeviceFloppy size={17} />} onClick={keep}>
          {w("templates.keep")}
        </Menu.Item>
        <Menu.Item leftSection={<IconSettings size={17} />} onClick={manage}>
          {w("templates.manage")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Those of an agency's mailbox are the agency's, also for who keeps them. */
function templatesOf(owner: MailAccount): Template[] {
  return recordsOf(owner.cache, "Template").map((one) => (owner.isPersonal ? one : { ...one, isShared: true }));
}
