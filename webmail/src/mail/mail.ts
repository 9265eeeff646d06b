import { CAPABILITY, type JmapId, type SessionAccount, type StateChange } from "@congthu/shared/jmap/core";
import type { Identity } from "@congthu/shared/jmap/submission";
import { type MailCache, newMailCache } from "../data/cache.ts";
import { connectJmap, type JmapClient, newBatch } from "../data/jmap-client.ts";
import type { RecordKind } from "../data/jmap-methods.ts";
import { type LocalDb, openLocalDb } from "../data/local-db.ts";
import { openOutbox } from "../data/outbox.ts";
import { openPush } from "../data/push.ts";
import { loadRecords, putRecords } from "../data/records.ts";
import { type Sync, startSync } from "../data/sync.ts";
import type { Session } from "../session/session.ts";
import { followPreferences } from "./kept-preferences.ts";

/** One mailbox owner the person may act for: themselves, or an agency mailbox. */
export type MailAccount = {
  readonly id: JmapId;
  readonly name: string;
  readonly isPersonal: boolean;
  readonly isReadOnly: boolean;
  readonly client: JmapClient;
  readonly cache: MailCache;
  readonly sync: Sync;
};

/** The open post office: what every mail screen works with. */
export type Mail = {
  readonly session: Session;
  readonly client: JmapClient;
  /** What this machine keeps for the person. */
  readonly local: LocalDb;
  /** The person's own account first, then agency mailboxes by name. */
  readonly accounts: readonly MailAccount[];
  /** The account of that id; the person's own when there is none. */
  account: (id: JmapId | null) => MailAccount;
  close: () => void;
};

export type MailWatch = { onRefused: (error: unknown, count: number) => void; onLineLost: () => void };

/** The small records a page begins with: one's own, and those of the agency's mailboxes. */
const OWN_RECORDS: RecordKind[] = ["Preferences", "SavedSearch", "Reminder", "Snooze"];
const SHARED_RECORDS: RecordKind[] = ["Assignment", "Presence"];

const PUSH_TYPES = ["Mailbox", "Email", "EmailSubmission", "Identity", ...OWN_RECORDS, ...SHARED_RECORDS];

/** Connects, reads the folders of every account in one request, and starts to listen. Throws ApiError. */
export async function openMail(session: Session, watch: MailWatch): Promise<Mail> {
  const client = await connectJmap();
  const caches = await loadAccounts(client);
  const accounts = caches.map(([account, cache]): MailAccount => {
    const sync = startSync(client, cache, openOutbox(cache.accountId), { onRefused: watch.onRefused });
    const { name, isPersonal, isReadOnly } = account;
    return { id: cache.accountId, name, isPersonal, isReadOnly, client, cache, sync };
  });
  const [own] = accounts;
  if (!own) throw new Error("the session has no mail account");
  const stop = listen(client, accounts, watch);
  const stopFollowing = followPreferences(own);
  return {
    session,
    client,
    local: openLocalDb(session.account.id),
    accounts,
    account: (id) => accounts.find((account) => account.id === id) ?? own,
    close() {
      stop();
      stopFollowing();
      for (const account of accounts) account.sync.close();
    },
  };
}

async function loadAccounts(client: JmapClient): Promise<[SessionAccount, MailCache][]> {
  const accounts = Object.entries(client.session.accounts).filter(([, a]) => CAPABILITY.mail in a.accountCapabilities);
  accounts.sort(([, a], [, b]) => Number(b.isPersonal) - Number(a.isPersonal) || a.name.localeCompare(b.name, "vi"));
  const batch = newBatch();
  const calls = accounts.map(([accountId, account]) => ({
    account,
    cache: newMailCache(accountId),
    mailboxes: batch.add("Mailbox/get", { accountId, ids: null }),
    identities:
      CAPABILITY.submission in account.accountCapabilities
        ? batch.add("Identity/get", { accountId, ids: null })
        : undefined,
    records: (account.isPersonal ? OWN_RECORDS : SHARED_RECORDS).map(
      (kind) => [kind, batch.add(`${kind}/get`, { accountId, ids: null })] as const,
    ),
  }));
  const replies = await client.run(batch);
  return calls.map(({ account, cache, mailboxes, identities, records }) => {
    const { list, state } = replies.of(mailboxes);
    cache.mailboxes = new Map(list.map((mailbox) => [mailbox.id, mailbox]));
    cache.mailboxState = state;
    cache.identities = identities ? replies.of(identities).list : [];
    for (const [kind, call] of records) putRecords(cache, kind, replies.of(call).list);
    return [account, cache];
  });
}

function listen(client: JmapClient, accounts: readonly MailAccount[], { onLineLost }: MailWatch): () => void {
  let opened = false;
  return openPush((ping) => client.eventSourceUrl(PUSH_TYPES, ping), {
    onChange(changed) {
      for (const account of accounts) {
        const states = changed[account.id];
        if (isNews(account.cache, states)) void account.sync.refresh();
        readAgain(account, states);
      }
    },
    onOpen() {
      // What happened while the line was cut came over no stream.
      if (opened) for (const { sync } of accounts) void sync.refresh();
      opened = true;
    },
    onLost: onLineLost,
  });
}

/** False for the echo of our own edits, which the turn that sent them already took in (RFC 8620 §7.1). */
function isNews(cache: MailCache, states: StateChange["changed"][string] | undefined): boolean {
  if (!states) return false;
  const { Email: email, Mailbox: mailbox } = states;
  return (
    (mailbox !== undefined && mailbox !== cache.mailboxState) ||
    (email !== undefined && cache.emailState !== undefined && email !== cache.emailState)
  );
}

/** Records that changed elsewhere are read anew; they are few and small. */
function readAgain(account: MailAccount, states: StateChange["changed"][string] | undefined): void {
  const kinds = [...account.cache.records.keys()].filter((kind) => states?.[kind] !== undefined);
  // What cannot be read now comes with the next change.
  if (kinds.length > 0) loadRecords(account, kinds).catch(() => {});
}

/** Every address the person may write from, with the account it belongs to; `first` leads. */
export function identitiesOf(mail: Mail, first: JmapId): { account: MailAccount; identity: Identity }[] {
  const ordered = [...mail.accounts].sort((a, b) => Number(b.id === first) - Number(a.id === first));
  return ordered.flatMap((account) => account.cache.identities.map((identity) => ({ account, identity })));
}
