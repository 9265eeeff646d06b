import type { AccountId } from "@congthu/shared/ids";
import { mailboxByRole } from "../../store/mailboxes.ts";
import { type MessageRow, messagesByUid } from "../../store/messages.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { moveMessages } from "./move-messages.ts";

const PAGE = 1_000;

/** What a POP3 session needs to know of a message. */
export type DropMessage = Pick<MessageRow, "uid" | "mailbox_id" | "email_id" | "blob_id" | "prefix" | "size_bytes">;

/** The inbox of an account as POP3 shows it: all messages by UID. Throws mailbox.notFound. */
export function openMaildrop(app: Pick<App, "db">, accountId: AccountId): Promise<DropMessage[]> {
  return app.db.read(async (r) => {
    const inbox = await mailboxByRole(r, accountId, "inbox");
    if (!inbox) throw new MailError("mailbox.notFound");
    const key = { accountId, mailboxId: inbox.mailbox_id };
    const rows: DropMessage[] = [];
    for (let fromUid = 0; ; fromUid = (rows.at(-1)?.uid ?? 0) + 1) {
      const page = await messagesByUid(r, key, { fromUid, toUid: inbox.uid_next, limit: PAGE });
      if (page.length === 0) return rows;
      rows.push(...page);
    }
  });
}

/** What a POP3 session deleted goes to the trash, so that a client set to "do not keep on the server" loses nobody's letters. */
export async function discardFromMaildrop(
  app: Pick<App, "clock" | "db" | "changes">,
  accountId: AccountId,
  rows: readonly DropMessage[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const trash = await app.db.read((r) => mailboxByRole(r, accountId, "trash"));
  if (!trash) throw new MailError("mailbox.notFound");
  const uids = rows.map((m) => m.uid);
  await moveMessages(app, { accountId, from: first.mailbox_id, uids, to: trash.mailbox_id });
}
