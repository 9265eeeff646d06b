import { setRecords } from "../../data/records.ts";
import { composersStore } from "../compose/composers.ts";
import type { MailAccount } from "../mail.ts";

/** The server believes it for two minutes; told a little before. Milliseconds. */
const AGAIN_MS = 90_000;

/** Tells the others who work in an agency's mailbox that a letter is being answered, while any letter is being written here. */
export function tellPresence(account: MailAccount, threadId: string): void {
  if (account.isPersonal || account.isReadOnly) return;
  const tell = () =>
    // Nobody waits for it: the next time comes soon.
    setRecords(account, "Presence", { create: { threadId } }).catch(() => {});
  void tell();
  const timer = setInterval(() => {
    if (composersStore.get().length > 0) void tell();
    else clearInterval(timer);
  }, AGAIN_MS);
}
