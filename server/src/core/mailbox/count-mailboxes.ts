import type { AccountId } from "@congthu/shared/ids";
import type { Reader } from "../../store/db.ts";
import { deletedCounts } from "../../store/email-lists.ts";
import type { MailboxRow } from "../../store/mailboxes.ts";
import { listMailboxes } from "./mailbox-tree.ts";

/** A mailbox with its counts as JMAP sees them: without what IMAP marked \Deleted (RFC 8621 §4.1.1). */
export type CountedMailbox = MailboxRow & { path: string; totalEmails: number; unreadEmails: number };

/** All mailboxes of an account, counted. */
export async function countedMailboxes(r: Reader, accountId: AccountId): Promise<CountedMailbox[]> {
  const rows = await listMailboxes(r, accountId);
  const deleted = new Map((await deletedCounts(r, accountId)).map((d) => [d.mailbox_id, d]));
  return rows.map((m) => {
    const marked = deleted.get(m.mailbox_id);
    return {
      ...m,
      totalEmails: m.total - (marked?.total ?? 0),
      unreadEmails: m.unread - (marked?.unread ?? 0),
    };
  });
}
