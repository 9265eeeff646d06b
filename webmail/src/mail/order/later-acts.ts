import type { CachedEmail } from "../../data/cache.ts";
import { recordsOf, setRecords } from "../../data/records.ts";
import { fullDate } from "../../i18n/dates.ts";
import { o } from "../../i18n/order-words.ts";
import { toast, toastError } from "../../ui/toast.tsx";
import type { Desk } from "../desk.ts";
import type { MailAccount } from "../mail.ts";
import { utcDate } from "./times.ts";

/** Puts letters aside until a moment; the server brings them back. */
export async function putAside(
  desk: Desk,
  account: MailAccount,
  letters: readonly CachedEmail[],
  atMs: number,
): Promise<void> {
  const until = utcDate(atMs);
  try {
    for (const { id } of letters) await setRecords(account, "Snooze", { create: { emailId: id, until } });
    await account.sync.refresh();
    toast(o("later.snoozed", { at: fullDate(until) }), { undo: () => void bringBack(account, letters) });
    desk.perform({ do: "back" });
  } catch (error) {
    toastError(error);
  }
}

/** Brings letters back that were put aside. */
export async function bringBack(account: MailAccount, letters: readonly Pick<CachedEmail, "id">[]): Promise<void> {
  const ids = new Set(letters.map((letter) => letter.id));
  const destroy = recordsOf(account.cache, "Snooze").flatMap(({ id, emailId }) => (ids.has(emailId) ? [id] : []));
  try {
    await setRecords(account, "Snooze", { destroy });
    await account.sync.refresh();
  } catch (error) {
    toastError(error);
  }
}

/** Asks to be reminded of a letter when nobody has answered it; false when that was refused. */
export async function remind(account: MailAccount, { id }: CachedEmail, atMs: number): Promise<boolean> {
  const create = { emailId: id, at: utcDate(atMs), unlessAnswered: true, note: "" };
  try {
    await setRecords(account, "Reminder", { create });
    return true;
  } catch (error) {
    toastError(error);
    return false;
  }
}
