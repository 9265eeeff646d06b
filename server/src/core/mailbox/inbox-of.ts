import type { AccountId, MailboxId } from "@congthu/shared/ids";
import type { Reader } from "../../store/db.ts";
import { mailboxByRole } from "../../store/mailboxes.ts";

/** The inbox of an account; null for accounts that have no mail. */
export async function inboxOf(r: Reader, accountId: AccountId): Promise<MailboxId | null> {
  return (await mailboxByRole(r, accountId, "inbox"))?.mailbox_id ?? null;
}
