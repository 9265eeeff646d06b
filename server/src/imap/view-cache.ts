import type { AccountId, MailboxId } from "@congthu/shared/ids";
import { mailboxDelta, openMailbox } from "../core/mailbox/open-mailbox.ts";
import { LIMITS } from "../lib/limits.ts";
import type { ImapApp } from "./command.ts";
import { applyDelta, copyView, createView, takeGone, type View } from "./view.ts";

/** Views of mailboxes opened lately, so that opening one again reads only what changed. Nobody else's view: each session gets a copy. */
export type ViewCache = {
  /** The mailbox as it is now; undefined when it does not exist. */
  open(app: ImapApp, key: { accountId: AccountId; mailboxId: MailboxId }): Promise<View | undefined>;
};

type Kept = { view: View; bytes: number };

const caches = new WeakMap<object, ViewCache>();

/** The cache of an installation, which its listeners share. */
export function viewCacheOf(app: ImapApp): ViewCache {
  const cache = caches.get(app) ?? createViewCache();
  caches.set(app, cache);
  return cache;
}

/** Forgets what was not opened for longest when its octets are used up. */
function createViewCache(): ViewCache {
  const kept = new Map<MailboxId, Kept>();
  let bytes = 0;

  function drop(mailboxId: MailboxId): void {
    bytes -= kept.get(mailboxId)?.bytes ?? 0;
    kept.delete(mailboxId);
  }
  function keep(mailboxId: MailboxId, view: View): void {
    drop(mailboxId);
    const size = view.uids.byteLength + view.flags.byteLength + view.keywords.size * 100;
    kept.set(mailboxId, { view, bytes: size });
    bytes += size;
    for (const oldest of kept.keys()) {
      if (bytes <= LIMITS.imapViewCacheBytes) return;
      drop(oldest);
    }
  }
  return {
    async open(app, key) {
      const known = kept.get(key.mailboxId);
      const view = known ? await refreshed(app, key, copyView(known.view)) : await read(app, key);
      if (!view) drop(key.mailboxId);
      else if (view.count > 0) keep(key.mailboxId, copyView(view));
      return view;
    },
  };
}

type Key = { accountId: AccountId; mailboxId: MailboxId };

async function read(app: ImapApp, key: Key): Promise<View | undefined> {
  const opened = await app.db.read((r) => openMailbox(r, key));
  return opened && createView(opened.messages, opened.mailbox.highest_modseq);
}

/** Brings a view up to date; what went is taken out at once, since nobody was told its numbers. */
async function refreshed(app: ImapApp, key: Key, view: View): Promise<View> {
  for await (const part of mailboxDelta(app.db, key, view.modseq)) applyDelta(view, part, false);
  takeGone(view);
  return view;
}
