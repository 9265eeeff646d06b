import type { JmapId, StateChange } from "@congthu/shared/jmap/core";
import type { EmailAddress } from "@congthu/shared/jmap/mail";
import type { Identity } from "@congthu/shared/jmap/submission";
import type { MailCache } from "../data/cache.ts";
import { type JmapClient, newJmapClient, readJmapSession } from "../data/jmap-client.ts";
import { keepLetters } from "../data/keep-letters.ts";
import { keptLetters } from "../data/kept-letters.ts";
import { type LocalDb, openLocalDb } from "../data/local-db.ts";
import { openOutbox } from "../data/outbox.ts";
import { openPush } from "../data/push.ts";
import { loadRecords } from "../data/records.ts";
import { cacheOfCopy, followStart, loadStartCopy } from "../data/start-copy.ts";
import { type Sync, startSync } from "../data/sync.ts";
import type { Session } from "../session/session.ts";
import { followPreferences } from "./kept-preferences.ts";
import { catchUp, loadAccounts, OWN_RECORDS, SHARED_RECORDS, startAnew } from "./load-accounts.ts";

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

const PUSH_TYPES = ["Mailbox", "Email", "EmailSubmission", "Identity", ...OWN_RECORDS, ...SHARED_RECORDS];

/** Connects, reads the folders of every account in one request, and starts to listen. Throws ApiError. */
export async function openMail(session: Session, watch: MailWatch): Promise<Mail> {
  const local = openLocalDb(session.account.id);
  const copy = await loadStartCopy(local);
  const client = copy ? newJmapClient(copy.session, startAnew(local, copy)) : newJmapClient(await readJmapSession());
  const caches = copy?.caches.map(cacheOfCopy) ?? (await loadAccounts(client));
  const accounts = caches.flatMap((cache): MailAccount[] => {
    const account = client.session.accounts[cache.accountId];
    if (!account) return [];
    const sync = startSync(client, cache, openOutbox(cache.accountId), {
      onRefused: watch.onRefused,
      kept: () => keptLetters(local, cache.accountId),
    });
    const { name, isPersonal, isReadOnly } = account;
    return [{ id: cache.accountId, name, isPersonal, isReadOnly, client, cache, sync }];
  });
  const [own] = accounts;
  if (!own) throw new Error("the session has no mail account");
  let over = false;
  if (copy) void catchUp(client, accounts, () => over);
  const ends = [
    listen(client, accounts, watch),
    followPreferences(own),
    followStart(local, client.session, caches),
    keepLetters(local, client, accounts),
  ];
  return {
    session,
    client,
    local,
    accounts,
    account: (id) => accounts.find((account) => account.id === id) ?? own,
    close() {
      over = true;
      for (const end of ends) end();
      for (const account of accounts) account.sync.close();
    },
  };
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

/** Who acts in an account that is not their own: the person signed in. Null in the own account. */
export function agentOf({ isPersonal, client }: MailAccount): EmailAddress | null {
  if (isPersonal) return null;
  const own = Object.values(client.session.accounts).find((account) => account.isPersonal);
  return { name: own?.name ?? null, email: client.session.username };
}
