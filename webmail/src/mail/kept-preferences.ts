import { recordsOf, setRecords } from "../data/records.ts";
import type { MailAccount } from "./mail.ts";
import { keepPreferences, takePreferences } from "./preferences.ts";

/** Keeps the person's preferences with their account, and takes in what another machine changed. Gives how to stop. */
export function followPreferences(own: MailAccount): () => void {
  let taken: unknown;
  const take = () => {
    const [kept] = recordsOf(own.cache, "Preferences");
    if (!kept || kept === taken) return;
    taken = kept;
    takePreferences(kept);
  };
  take();
  keepPreferences((change) => {
    // On a cut line the machine remembers; the account hears of it with the next change.
    setRecords(own, "Preferences", { update: { singleton: change } }).catch(() => {});
  });
  return own.cache.subscribe(take);
}
