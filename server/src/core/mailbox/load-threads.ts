import type { AccountId, EmailId, ThreadId } from "@congthu/shared/ids";
import type { Reader } from "../../store/db.ts";
import { FLAG, messagesByThread } from "../../store/messages.ts";

/** The Emails of threads in this account, oldest first, ids breaking ties (RFC 8621 §3). Threads without any are absent. */
export async function loadThreads(
  r: Reader,
  accountId: AccountId,
  threadIds: readonly ThreadId[],
): Promise<Map<ThreadId, EmailId[]>> {
  const out = new Map<ThreadId, EmailId[]>();
  for (const m of await messagesByThread(r, accountId, threadIds)) {
    if ((m.flags & FLAG.deleted) !== 0) continue;
    const emails = out.get(m.thread_id) ?? [];
    if (!emails.includes(m.email_id)) emails.push(m.email_id);
    out.set(m.thread_id, emails);
  }
  return out;
}
