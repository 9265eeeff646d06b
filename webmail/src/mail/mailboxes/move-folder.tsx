import type { Mailbox } from "@congthu/shared/jmap/mail";
import { Button, Group, NativeSelect } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useState } from "react";
import { viewMailboxes } from "../../data/cache.ts";
import { t } from "../../i18n/t.ts";
import { toast, toastError } from "../../ui/toast.tsx";
import type { MailAccount } from "../mail.ts";
import { moveFolder } from "./folder-acts.ts";
import { flattenTree, folderTree, isWithin } from "./model.ts";
import { folderName } from "./names.ts";

/** Asks where a folder shall hang, with all below it. */
export function askParent(account: MailAccount, mailbox: Mailbox): void {
  const id = modals.open({
    title: t("folders.moveTitle", { name: folderName(mailbox) }),
    centered: true,
    closeButtonProps: { "aria-label": t("app.close") },
    children: <Choice account={account} mailbox={mailbox} onDone={() => modals.close(id)} />,
  });
}

type Props = { account: MailAccount; mailbox: Mailbox; onDone: () => void };

function Choice({ account, mailbox, onDone }: Props) {
  const [parent, setParent] = useState(mailbox.parentId ?? "");
  const all = viewMailboxes(account.cache);
  const parents = flattenTree(folderTree(all)).filter(
    ({ mailbox: one }) => one.role === null && one.myRights.mayCreateChild && !isWithin(all, one.id, mailbox.id),
  );
  const save = async () => {
    onDone();
    await move(account, mailbox, parent === "" ? null : parent);
  };
  return (
    <>
      <NativeSelect
        label={t("folders.parent")}
        value={parent}
        data={[
          { value: "", label: t("folders.top") },
          ...parents.map(({ mailbox: one, depth }) => ({
            value: one.id,
            label: `${"\u2013 ".repeat(depth)}${folderName(one)}`,
          })),
        ]}
        onChange={(event) => setParent(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onDone}>
          {t("app.cancel")}
        </Button>
        <Button onClick={() => void save()}>{t("app.save")}</Button>
      </Group>
    </>
  );
}

async function move(account: MailAccount, mailbox: Mailbox, parentId: string | null): Promise<void> {
  if (parentId === mailbox.parentId) return;
  try {
    await moveFolder(account, mailbox.id, parentId);
    const undo = () => void moveFolder(account, mailbox.id, mailbox.parentId).catch(toastError);
    toast(t("folders.moved", { name: folderName(mailbox) }), { undo });
  } catch (error) {
    toastError(error);
  }
}
