import type { Mailbox, MailboxRole } from "@congthu/shared/jmap/mail";
import { type TextKey, t } from "../../i18n/t.ts";

const ROLE_NAMES = {
  inbox: "folder.inbox",
  drafts: "folder.drafts",
  scheduled: "folder.scheduled",
  sent: "folder.sent",
  trash: "folder.trash",
  junk: "folder.junk",
  archive: "folder.archive",
  all: "folder.all",
  flagged: "folder.flagged",
  important: "folder.important",
  snoozed: "folder.snoozed",
} as const satisfies Record<MailboxRole, TextKey>;

/** What a folder is called on the screen: system folders by their part, others by the name the person gave. */
export function folderName({ role, name }: Pick<Mailbox, "role" | "name">): string {
  return role && ROLE_NAMES[role] ? t(ROLE_NAMES[role]) : name.normalize("NFC");
}
