import type { JmapId } from "@congthu/shared/jmap/core";
import { type EmailFilter, KEYWORD, type Mailbox } from "@congthu/shared/jmap/mail";
import { ApiError } from "../../data/api-client.ts";
import { type CachedEmail, putEmails } from "../../data/cache.ts";
import { newBatch } from "../../data/jmap-client.ts";
import { codeOfSetError } from "../../data/jmap-errors.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../../i18n/t.ts";
import { confirm } from "../../ui/confirm.tsx";
import { toast, toastError } from "../../ui/toast.tsx";
import { destroyLetters, setKeyword } from "../letters.ts";
import type { MailAccount } from "../mail.ts";
import { folderName } from "./names.ts";

/** Letters handled per request when a whole folder is worked through. */
const PORTION = 250;

/** Creates a folder; throws ApiError when refused. */
export async function createFolder(account: MailAccount, name: string, parentId: JmapId | null): Promise<void> {
  const batch = newBatch();
  const create = { folder: { name: name.normalize("NFC").trim(), parentId, isSubscribed: true } };
  const call = batch.add("Mailbox/set", { accountId: account.id, create });
  const { notCreated } = (await account.client.run(batch)).of(call);
  refuse(notCreated?.folder);
  await account.sync.refresh();
}

/** Renames a folder; throws ApiError when refused. */
export async function renameFolder(account: MailAccount, id: JmapId, name: string): Promise<void> {
  const batch = newBatch();
  const update = { [id]: { name: name.normalize("NFC").trim() } };
  const call = batch.add("Mailbox/set", { accountId: account.id, update });
  const { notUpdated } = (await account.client.run(batch)).of(call);
  refuse(notUpdated?.[id]);
  await account.sync.refresh();
}

/** Hangs a folder below another, or at the top; throws ApiError when refused. */
export async function moveFolder(account: MailAccount, id: JmapId, parentId: JmapId | null): Promise<void> {
  const batch = newBatch();
  const call = batch.add("Mailbox/set", { accountId: account.id, update: { [id]: { parentId } } });
  const { notUpdated } = (await account.client.run(batch)).of(call);
  refuse(notUpdated?.[id]);
  await account.sync.refresh();
}

/** Deletes a folder with its letters, after a question. */
export async function removeFolder(account: MailAccount, mailbox: Mailbox): Promise<void> {
  const name = folderName(mailbox);
  const n = mailbox.totalEmails;
  const text =
    n > 0 ? t("folders.removeConfirm", { name, n: formatCount(n) }) : t("folders.removeEmptyConfirm", { name });
  if (!(await confirm({ title: t("folders.remove"), text, confirm: t("folders.remove") }))) return;
  try {
    const batch = newBatch();
    const destroy = [mailbox.id];
    const call = batch.add("Mailbox/set", { accountId: account.id, destroy, onDestroyRemoveEmails: true });
    const { notDestroyed } = (await account.client.run(batch)).of(call);
    refuse(notDestroyed?.[mailbox.id]);
    await account.sync.refresh();
    toast(t("folders.removed", { name }));
  } catch (error) {
    toastError(error);
  }
}

/** Destroys every letter of a folder, after a question. */
export async function emptyFolder(account: MailAccount, mailbox: Mailbox): Promise<void> {
  const n = formatCount(mailbox.totalEmails);
  const text = t("folders.emptyConfirm", { n, name: folderName(mailbox) });
  if (!(await confirm({ title: t("folders.empty"), text, confirm: t("act.destroy") }))) return;
  try {
    await throughFolder(account, { inMailbox: mailbox.id }, (letters) => destroyLetters(letters)?.edit);
    toast(t("folders.emptied", { n }));
  } catch (error) {
    toastError(error);
  }
}

/** Marks every unread letter of a folder as read. */
export async function markAllRead(account: MailAccount, mailbox: Mailbox): Promise<void> {
  const unread: EmailFilter = { inMailbox: mailbox.id, notKeyword: KEYWORD.seen };
  try {
    await throughFolder(account, unread, (letters) => setKeyword(letters, KEYWORD.seen, true)?.edit);
    toast(t("done.read", { n: formatCount(mailbox.unreadEmails) }));
  } catch (error) {
    toastError(error);
  }
}

/** Works through all letters that match, portion by portion; each edit takes its letters out of the match. */
async function throughFolder(
  account: MailAccount,
  filter: EmailFilter,
  editOf: (letters: CachedEmail[]) => Parameters<MailAccount["sync"]["edit"]>[0] | undefined,
): Promise<void> {
  const { id: accountId, client, cache, sync } = account;
  for (;;) {
    const batch = newBatch();
    const query = batch.add("Email/query", { accountId, filter, limit: PORTION });
    const properties = ["mailboxIds", "keywords"];
    const get = batch.add("Email/get", { accountId, "#ids": query.ref("/ids"), properties });
    const { list } = (await client.run(batch)).of(get);
    putEmails(cache, list);
    const edit = editOf(list as CachedEmail[]);
    if (!edit) return;
    sync.edit(edit);
    await sync.refresh();
    // A refusal or a cut line ends the work; the edit itself waits in the outbox.
    if (cache.edits.includes(edit) || list.length < PORTION) return;
  }
}

function refuse(error: { type: string; properties?: string[] } | undefined): void {
  if (!error) return;
  if (error.type === "invalidProperties" && error.properties?.includes("name"))
    throw new ApiError("mailbox.exists", 200);
  throw new ApiError(codeOfSetError({ type: error.type }), 200);
}
