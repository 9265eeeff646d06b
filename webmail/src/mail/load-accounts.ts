import type { OwnCapability } from "@congthu/shared/jmap/congthu";
import { CAPABILITY, type JmapId } from "@congthu/shared/jmap/core";
import { backoffMs } from "../data/backoff.ts";
import { type MailCache, newMailCache } from "../data/cache.ts";
import { type Batch, type JmapClient, newBatch, type Replies, readJmapSession } from "../data/jmap-client.ts";
import type { RecordKind } from "../data/jmap-methods.ts";
import { isPassing, lineFailed, waitForLine } from "../data/line.ts";
import { addPage } from "../data/list-page.ts";
import type { LocalDb } from "../data/local-db.ts";
import { PAGE_SIZE } from "../data/query-window.ts";
import { putRecords } from "../data/records.ts";
import { forgetStart, type StartCopy } from "../data/start-copy.ts";
import { folderSpec } from "./list/model.ts";
import type { MailAccount } from "./mail.ts";
import { preferencesStore } from "./preferences.ts";

/** The small records that the page knows from its first moment: of the person's own account, and of agency mailboxes. */
export const OWN_RECORDS: RecordKind[] = ["Preferences", "SavedSearch", "Reminder", "Snooze"];
export const SHARED_RECORDS: RecordKind[] = ["Assignment", "Presence"];

/**
 * Folders, addresses and small records of every account and the top of the person's own inbox, in one request: the person's own first, then
 * agency mailboxes by name. Throws ApiError.
 */
export async function loadAccounts(client: JmapClient): Promise<MailCache[]> {
  const accounts = Object.entries(client.session.accounts).filter(([, a]) => CAPABILITY.mail in a.accountCapabilities);
  accounts.sort(([, a], [, b]) => Number(b.isPersonal) - Number(a.isPersonal) || a.name.localeCompare(b.name, "vi"));
  const batch = newBatch();
  const calls = accounts.map(([accountId]) => {
    const cache = newMailCache(accountId);
    return {
      cache,
      mailboxes: batch.add("Mailbox/get", { accountId, ids: null }),
      settle: addSmall(batch, client, accountId),
      settleInbox: addInbox(batch, client, cache),
    };
  });
  const replies = await client.run(batch);
  return calls.map(({ cache, mailboxes, settle, settleInbox }) => {
    const { list, state } = replies.of(mailboxes);
    cache.mailboxes = new Map(list.map((mailbox) => [mailbox.id, mailbox]));
    cache.mailboxState = state;
    settle(cache, replies);
    settleInbox?.(replies);
    return cache;
  });
}

/**
 * Brings what the page opened with to the server's state: the lists of each account, then addresses and small records of all, which without a
 * line stay as they were at the last visit until there is one. `isOver` is asked between attempts.
 */
export async function catchUp(
  client: JmapClient,
  accounts: readonly MailAccount[],
  isOver: () => boolean,
): Promise<void> {
  for (const { sync } of accounts) await sync.refresh();
  for (let attempt = 0; !isOver(); attempt++) {
    try {
      return await readSmall(client, accounts);
    } catch (error) {
      lineFailed(error);
      if (!isPassing(error)) return;
      await waitForLine(backoffMs(attempt));
    }
  }
}

async function readSmall(client: JmapClient, accounts: readonly MailAccount[]): Promise<void> {
  const batch = newBatch();
  const calls = accounts.map(({ id, cache }) => ({ cache, settle: addSmall(batch, client, id) }));
  const replies = await client.run(batch);
  for (const { cache, settle } of calls) {
    settle(cache, replies);
    cache.changed();
  }
}

/** The list that the page most likely shows first, where the server said in its session which folder that is. */
function addInbox(batch: Batch, { session }: JmapClient, cache: MailCache): ((replies: Replies) => void) | undefined {
  const own = session.accounts[cache.accountId]?.accountCapabilities[CAPABILITY.congthu];
  const { inboxId = null } = (own ?? {}) as Partial<OwnCapability>;
  if (inboxId === null) return undefined;
  const spec = folderSpec({ id: inboxId, role: "inbox" }, "all", "newest", preferencesStore.get().conversations);
  return addPage(batch, cache, spec, { position: 0, limit: PAGE_SIZE });
}

function addSmall(batch: Batch, { session }: JmapClient, accountId: JmapId) {
  const account = session.accounts[accountId];
  const maySubmit = CAPABILITY.submission in (account?.accountCapabilities ?? {});
  const identities = maySubmit ? batch.add("Identity/get", { accountId, ids: null }) : undefined;
  const records = (account?.isPersonal ? OWN_RECORDS : SHARED_RECORDS).map(
    (kind) => [kind, batch.add(`${kind}/get`, { accountId, ids: null })] as const,
  );
  return (cache: MailCache, replies: Replies) => {
    cache.identities = identities ? replies.of(identities).list : [];
    for (const [kind, call] of records) putRecords(cache, kind, replies.of(call).list);
  };
}

/** For when the server has another session than the page opened with: where other accounts are in it, the page begins anew. */
export function startAnew(local: LocalDb, { session }: StartCopy): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    const work = async () => {
      const now = await readJmapSession();
      await forgetStart(local);
      if (JSON.stringify(now.accounts) !== JSON.stringify(session.accounts)) location.reload();
    };
    // A later visit finds out as well.
    void work().catch(() => {});
  };
}
