import type { Mailbox } from "@congthu/shared/jmap/mail";
import { ActionIcon, VisuallyHidden } from "@mantine/core";
import {
  IconAlertOctagon,
  IconArchive,
  IconChevronDown,
  IconChevronRight,
  IconClock,
  IconFile,
  IconFolder,
  IconInbox,
  IconSend,
  IconTrash,
} from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../../i18n/t.ts";
import { useDesk } from "../desk-context.ts";
import { draggedAccount, draggedLetters } from "../list/drag.ts";
import type { MailAccount } from "../mail.ts";
import { go } from "../navigation.ts";
import { moveTo } from "../perform.ts";
import { formatRoute, type Route } from "../route.ts";
import { FolderMenu } from "./FolderMenu.tsx";
import css from "./FolderRow.module.css";
import type { FolderNode } from "./model.ts";
import { folderName } from "./names.ts";
import type { FolderDialogs } from "./use-folder-dialogs.tsx";

const ICONS = {
  inbox: IconInbox,
  drafts: IconFile,
  scheduled: IconClock,
  sent: IconSend,
  junk: IconAlertOctagon,
  trash: IconTrash,
  archive: IconArchive,
};

type Props = {
  account: MailAccount;
  node: FolderNode;
  current: string | null;
  dialogs: FolderDialogs;
  onChosen: (() => void) | undefined;
};

/** One folder with what hangs below it; letters can be dropped on it. */
export function FolderRow({ account, node, current, dialogs, onChosen }: Props) {
  const { mailbox, children, depth } = node;
  const [open, setOpen] = useState(depth === 0);
  const drop = useLetterDrop(account, mailbox);
  const route: Route = { place: "folder", accountId: account.id, mailboxId: mailbox.id, emailId: null };
  const name = folderName(mailbox);
  const counted = mailbox.role === "drafts" || mailbox.role === "scheduled";
  const unread = counted ? mailbox.totalEmails : mailbox.unreadEmails;
  return (
    <li>
      <div
        className={css.row}
        data-current={current === mailbox.id || undefined}
        data-over={drop.over || undefined}
        style={{ paddingInlineStart: `${depth * 0.9}rem` }}
        {...drop.handlers}
      >
        {children.length > 0 ? (
          <ActionIcon
            variant="transparent"
            color="gray"
            size={24}
            aria-expanded={open}
            aria-label={t(open ? "folders.collapse" : "folders.expand", { name })}
            onClick={() => setOpen(!open)}
          >
            {open ? <IconChevronDown size={15} /> : <IconChevronRight size={15} />}
          </ActionIcon>
        ) : (
          <span className={css.gap} />
        )}
        <a
          className={css.link}
          href={formatRoute(route)}
          aria-current={current === mailbox.id ? "page" : undefined}
          onClick={(event) => {
            event.preventDefault();
            onChosen?.();
            go(route);
          }}
        >
          <FolderSign mailbox={mailbox} />
          <span className={css.name} title={name}>
            {name}
          </span>
          <Count mailbox={mailbox} count={unread} />
        </a>
        <FolderMenu account={account} mailbox={mailbox} dialogs={dialogs} />
      </div>
      {open && children.length > 0 && (
        <ul className={css.children}>
          {children.map((child) => (
            <FolderRow
              key={child.mailbox.id}
              account={account}
              node={child}
              current={current}
              dialogs={dialogs}
              onChosen={onChosen}
            />
          ))}
        </ul>
      )}
    </li>
  );
}

/** The sign of a folder by its part in the system. */
export function FolderSign({ mailbox, size = 18 }: { mailbox: Mailbox; size?: number }) {
  const Sign = (mailbox.role && (ICONS as Partial<Record<string, typeof IconFolder>>)[mailbox.role]) || IconFolder;
  return <Sign size={size} stroke={1.7} aria-hidden />;
}

function Count({ mailbox, count }: { mailbox: Mailbox; count: number }) {
  if (count === 0 || mailbox.role === "sent" || mailbox.role === "trash") return null;
  if (mailbox.role === "drafts" || mailbox.role === "scheduled")
    return <span className={css.drafts}>{formatCount(count)}</span>;
  return (
    <span className={css.count}>
      <span aria-hidden="true">{formatCount(count)}</span>
      <VisuallyHidden>{t("folders.unread", { n: formatCount(count) })}</VisuallyHidden>
    </span>
  );
}

function useLetterDrop(account: MailAccount, mailbox: Mailbox) {
  const desk = useDesk();
  const [over, setOver] = useState(false);
  const takes = () => draggedAccount() === account.id && mailbox.myRights.mayAddItems;
  const handlers = {
    onDragOver(event: DragEvent) {
      if (!takes()) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "move";
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop(event: DragEvent) {
      setOver(false);
      if (!takes()) return;
      event.preventDefault();
      moveTo(desk, mailbox.id, draggedLetters(desk));
    },
  };
  return { over, handlers };
}
