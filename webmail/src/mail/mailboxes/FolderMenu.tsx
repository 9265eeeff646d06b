import type { Mailbox } from "@congthu/shared/jmap/mail";
import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { t } from "../../i18n/t.ts";
import type { MailAccount } from "../mail.ts";
import css from "./FolderMenu.module.css";
import { emptyFolder, markAllRead, removeFolder } from "./folder-acts.ts";
import { folderName } from "./names.ts";
import type { FolderDialogs } from "./use-folder-dialogs.tsx";

type Props = { account: MailAccount; mailbox: Mailbox; dialogs: FolderDialogs };

/** What can be done with a folder; only what its rights allow. */
export function FolderMenu({ account, mailbox, dialogs }: Props) {
  const { role, myRights, totalEmails, unreadEmails } = mailbox;
  const mayEmpty = (role === "trash" || role === "junk") && totalEmails > 0 && myRights.mayRemoveItems;
  const mayChild = myRights.mayCreateChild && role === null;
  const items = [
    unreadEmails > 0 && myRights.maySetSeen && role !== "drafts" && (
      <Menu.Item key="read" onClick={() => void markAllRead(account, mailbox)}>
        {t("folders.markAllRead")}
      </Menu.Item>
    ),
    mayEmpty && (
      <Menu.Item key="empty" c="var(--danger-ink)" onClick={() => void emptyFolder(account, mailbox)}>
        {t("folders.empty")}
      </Menu.Item>
    ),
    mayChild && (
      <Menu.Item key="child" onClick={() => dialogs.create(mailbox)}>
        {t("folders.createIn")}
      </Menu.Item>
    ),
    myRights.mayRename && role === null && (
      <Menu.Item key="rename" onClick={() => dialogs.rename(mailbox)}>
        {t("folders.rename")}
      </Menu.Item>
    ),
    myRights.mayRename && role === null && (
      <Menu.Item key="move" onClick={() => dialogs.move(mailbox)}>
        {t("folders.move")}
      </Menu.Item>
    ),
    myRights.mayDelete && role === null && (
      <Menu.Item key="remove" c="var(--danger-ink)" onClick={() => void removeFolder(account, mailbox)}>
        {t("folders.remove")}
      </Menu.Item>
    ),
  ].filter((item) => item !== false);
  if (items.length === 0) return null;
  return (
    <Menu position="bottom-end" withArrow>
      <Menu.Target>
        <ActionIcon
          className={css.button ?? ""}
          variant="subtle"
          color="gray"
          size={26}
          aria-label={t("folders.actions", { name: folderName(mailbox) })}
        >
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{items}</Menu.Dropdown>
    </Menu>
  );
}
