import { CAPABILITY } from "@congthu/shared/jmap/core";
import { setRecords } from "../../data/records.ts";
import { composersStore } from "../compose/composers.ts";
import type { MailAccount } from "../mail.ts";

/** The server believes it for two minutes; told a little before. Milliseconds. */
const AGAIN_MS = 90_000;

/** Tells the others who work in an agency's mailbox that a letter is being answered, until no letter is being written here any more. */
export function tellPresence(account: MailAccount, threadId: string): void {
  if (account.isPersonal || account.isReadOnly) return;
  // Nobody waits for it, and the next time comes soon.
  const tell = () => setRecords(account, "Presence", { create: { threadId } }).catch(() => {});
  const told = tell();
  const timer = setInterval(() => (isWriting() ? tell() : end()), AGAIN_MS);
  // The window opens a moment later.
  let opened = false;
  const deaf = composersStore.subscribe(() => {
    if (isWriting()) opened = true;
    else if (opened) end();
  });
  function end() {
    clearInterval(timer);
    deaf();
    const me = account.client.session.primaryAccounts[CAPABILITY.mail];
    void told.then(() => setRecords(account, "Presence", { destroy: [`${threadId}-${me}`] })).catch(() => {});
  }
}

function isWriting(): boolean {
  return composersStore.get().length > 0;
}
