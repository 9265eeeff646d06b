import type { JmapId } from "@congthu/shared/jmap/core";
import type { EmailCreate } from "@congthu/shared/jmap/mail";
import type { Identity } from "@congthu/shared/jmap/submission";
import { ApiError } from "../../data/api-client.ts";
import { newBatch } from "../../data/jmap-client.ts";
import { codeOfSetError } from "../../data/jmap-errors.ts";
import { agentOf, type MailAccount } from "../mail.ts";
import { folderOfRole } from "../mailboxes/model.ts";
import { buildEmail } from "./build.ts";
import type { Draft } from "./draft.ts";
import { sanitizeQuote } from "./editor/sanitize.ts";

/** The identity a draft is written from. */
export function identityOf(account: MailAccount, draft: Draft): Identity {
  const identity = account.cache.identities.find((i) => i.id === draft.identityId) ?? account.cache.identities[0];
  if (!identity) throw new ApiError("sender.notAllowed", 0);
  return identity;
}

/**
 * Stores a draft among the drafts and gives its id; the copy stored before goes. A letter's content cannot be changed
 * (RFC 8621 §4), so each save is a new letter. Throws ApiError. `messageId`: by which it can be found again.
 */
export async function storeDraft(account: MailAccount, draft: Draft, messageId?: string): Promise<JmapId> {
  const folder = folderOfRole(account.cache.mailboxes.values(), "drafts");
  if (!folder) throw new ApiError("mailbox.notFound", 0);
  const identity = identityOf(account, draft);
  const email = buildEmail(draft, {
    identity,
    draftsId: folder.id,
    agent: agentOf(account),
    sanitize: sanitizeQuote,
  });
  if (messageId) email.messageId = [messageId];
  const batch = newBatch();
  const create = { draft: withoutNulls(email) };
  const call = batch.add("Email/set", { accountId: account.id, create });
  if (draft.emailId !== null) batch.add("Email/set", { accountId: account.id, destroy: [draft.emailId] });
  const { created, notCreated } = (await account.client.run(batch)).of(call);
  const id = created?.draft?.id;
  if (id) return id;
  throw new ApiError(codeOfSetError(notCreated?.draft ?? { type: "serverFail" }), 200);
}

/** Removes a stored draft for good. */
export async function destroyDraft(account: MailAccount, emailId: JmapId): Promise<void> {
  const batch = newBatch();
  batch.add("Email/set", { accountId: account.id, destroy: [emailId] });
  await account.client.run(batch);
}

function withoutNulls(email: EmailCreate): EmailCreate {
  return Object.fromEntries(Object.entries(email).filter(([, value]) => value !== null)) as EmailCreate;
}
