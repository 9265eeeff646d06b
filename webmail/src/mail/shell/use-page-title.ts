import { useEffect } from "react";
import { t } from "../../i18n/t.ts";
import { usePlace } from "../desk-context.ts";
import { useMailboxes } from "../mail-context.ts";
import { folderOfRole } from "../mailboxes/model.ts";
import { folderName } from "../mailboxes/names.ts";

/** The title of the page: how many letters wait unread, and where the person is. */
export function usePageTitle(): void {
  const { account, mailbox, search } = usePlace();
  const unread = folderOfRole(useMailboxes(account.cache), "inbox")?.unreadEmails ?? 0;
  const where = search ? t("search.title") : mailbox ? folderName(mailbox) : t("act.settings");
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ""}${where} – ${t("app.name")}`;
  }, [unread, where]);
}
