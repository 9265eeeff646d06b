import type { AccountId, EmailId, MailboxId, ThreadId } from "@congthu/shared/ids";
import type { Reader } from "../../store/db.ts";
import { newestListed } from "../../store/email-lists.ts";
import { FLAG } from "../../store/messages.ts";

/** How many rows one step looks at: some hundred microseconds each. */
const STEP = 200;

export type NewestPage = { emailIds: EmailId[]; hasMore: boolean };

/**
 * The newest Emails of a mailbox, from `position`, walking the index from its end: for the first screens of a list, whatever the size of
 * the mailbox. With `collapse` only the newest Email of each thread.
 */
export async function newestEmails(
  r: Reader,
  k: { accountId: AccountId; mailboxId: MailboxId },
  q: { position: number; limit: number; collapse: boolean },
): Promise<NewestPage> {
  const wanted = q.position + q.limit;
  const found: EmailId[] = [];
  const threads = new Set<ThreadId>();
  let before: { received_at: number; email_id: EmailId } | undefined;
  for (;;) {
    const limit = Math.min(STEP, wanted - found.length + 20);
    const rows = await newestListed(r, k, { limit, ...(before ? { before } : {}) });
    for (const row of rows) {
      if ((row.flags & FLAG.deleted) !== 0) continue;
      if (q.collapse && threads.size === threads.add(row.thread_id).size) continue;
      found.push(row.email_id);
    }
    before = rows.at(-1);
    const hasMore = rows.length === limit;
    if (!hasMore || found.length >= wanted) {
      return { emailIds: found.slice(q.position, wanted), hasMore: hasMore || found.length > wanted };
    }
  }
}
