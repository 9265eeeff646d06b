import type { JmapId } from "@congthu/shared/jmap/core";
import type { Email, EmailAddress } from "@congthu/shared/jmap/mail";
import { LIST_PROPERTIES, READ_PROPERTIES } from "../../data/cache.ts";
import { newBatch } from "../../data/jmap-client.ts";
import { keptLetter } from "../../data/kept-letters.ts";
import { lineFailed } from "../../data/line.ts";
import { toastError } from "../../ui/toast.tsx";
import { identitiesOf, type Mail, type MailAccount } from "../mail.ts";
import { type AnswerMode, answerDraft, type OriginalLetter } from "./answer.ts";
import { forWindow, openComposer } from "./composers.ts";
import { type Draft, emptyDraft } from "./draft.ts";
import { draftFromEmail, RECEIPT_HEADER } from "./reopen.ts";
import { signedPage } from "./signature.ts";

/** Opens an empty letter from the account's first address; `to` when the recipients are known. */
export function composeNew(mail: Mail, account: MailAccount, to: EmailAddress[] = []): void {
  const sender = identitiesOf(mail, account.id)[0];
  if (!sender) return;
  openComposer({ ...emptyDraft(sender.account.id, sender.identity.id), to, html: signedPage(sender.identity) });
}

/** Opens an answer to a letter, with the original below it. */
export async function composeAnswer(
  mail: Mail,
  account: MailAccount,
  emailId: JmapId,
  mode: AnswerMode,
): Promise<void> {
  const original = await forWindow(wholeLetter(mail, account, emailId)).catch(toastError);
  if (!original) return;
  const senders = identitiesOf(mail, account.id).map((s) => ({ ...s.identity, accountId: s.account.id }));
  const draft = answerDraft(original, mode, account.id, senders);
  const identity = identitiesOf(mail, account.id).find((s) => s.identity.id === draft?.identityId)?.identity;
  if (draft) openComposer({ ...draft, html: signedPage(identity) });
}

/** Opens a stored draft to go on writing. */
export async function composeDraft(mail: Mail, account: MailAccount, emailId: JmapId): Promise<void> {
  const stored = await forWindow(wholeLetter(mail, account, emailId)).catch(toastError);
  if (!stored) return;
  const senders = identitiesOf(mail, account.id);
  const from = stored.from?.[0]?.email.toLowerCase();
  const sender = senders.find((s) => s.identity.email.toLowerCase() === from) ?? senders[0];
  if (sender) openComposer(draftFromEmail(stored, account.id, sender.identity.id) satisfies Draft);
}

/** Without a line, as this machine keeps it. */
async function wholeLetter(mail: Mail, account: MailAccount, emailId: JmapId): Promise<OriginalLetter | undefined> {
  try {
    return await fetchWhole(mail, account, emailId);
  } catch (error) {
    const kept = lineFailed(error) ? await keptLetter(mail.local, account.id, emailId) : undefined;
    if (!kept) throw error;
    return kept;
  }
}

async function fetchWhole(mail: Mail, account: MailAccount, emailId: JmapId): Promise<OriginalLetter | undefined> {
  const batch = newBatch();
  const call = batch.add("Email/get", {
    accountId: account.id,
    ids: [emailId],
    properties: [...LIST_PROPERTIES, ...READ_PROPERTIES, "textBody", "htmlBody", "bodyValues", RECEIPT_HEADER],
    fetchTextBodyValues: true,
    fetchHTMLBodyValues: true,
  });
  const replies = await mail.client.run(batch);
  return replies.of(call).list[0] as Email | undefined;
}
