import type { JmapId } from "@congthu/shared/jmap/core";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { KEYWORD, type MailboxRole } from "@congthu/shared/jmap/mail";
import type { EmailSubmissionSetError, SubmissionCapability } from "@congthu/shared/jmap/submission";
import { ApiError } from "../../data/api-client.ts";
import { newBatch } from "../../data/jmap-client.ts";
import { codeOfSetError } from "../../data/jmap-errors.ts";
import { t } from "../../i18n/t.ts";
import type { MailAccount } from "../mail.ts";
import { folderOfRole } from "../mailboxes/model.ts";
import { buildEnvelope } from "./build.ts";
import { identityOf, storeDraft } from "./save.ts";
import { keptJobs, type SendJob } from "./send-jobs.ts";

/** The server holds a letter a little longer than the notice shows, so that the last moment still works. Seconds. */
const GRACE_SECONDS = 3;

/** A refusal of recipients that names them. */
export class RecipientsRefused extends ApiError {
  readonly list: string[];
  constructor(list: string[]) {
    super("recipient.unknown", 200);
    this.list = list;
  }
}

/**
 * One attempt, from where the last one stopped. The letter is stored first and submitted by its id, so when an answer is lost
 * the server can be asked what happened: it is never sent twice. `note` hears of each step that was made. Throws ApiError.
 */
export async function attemptSend(
  account: MailAccount,
  job: SendJob,
  note: (job: SendJob) => void,
): Promise<{ submissionId: JmapId; next: SendJob }> {
  let now = job;
  if (now.storedId === null) {
    const found = await findStored(account, job);
    const storedId = found ?? (await storeDraft(account, job.draft, job.messageId));
    now = { ...now, storedId };
    note(now);
  }
  if (now.submitting) {
    const known = await findSubmission(account, now.storedId ?? "");
    if (known) return { submissionId: known, next: now };
  }
  now = { ...now, submitting: true };
  note(now);
  return { submissionId: await submit(account, now), next: now };
}

/** The stored letter of a job whose answer was lost: by the Message-ID we gave it. */
async function findStored(account: MailAccount, { key, messageId }: SendJob): Promise<JmapId | null> {
  if (!keptJobs().some((kept) => kept.key === key && kept.attempted)) return null;
  const folder = folderOfRole(account.cache.mailboxes.values(), "drafts");
  const batch = newBatch();
  const query = batch.add("Email/query", {
    accountId: account.id,
    filter: { inMailbox: folder?.id ?? "" },
    sort: [{ property: "receivedAt", isAscending: false }],
    limit: 10,
  });
  const get = batch.add("Email/get", {
    accountId: account.id,
    "#ids": query.ref("/ids"),
    properties: ["messageId"],
  });
  const { list } = (await account.client.run(batch)).of(get);
  return list.find((email) => email.messageId?.includes(messageId))?.id ?? null;
}

async function findSubmission(account: MailAccount, emailId: JmapId): Promise<JmapId | undefined> {
  const batch = newBatch();
  const call = batch.add("EmailSubmission/query", { accountId: account.id, filter: { emailIds: [emailId] } });
  return (await account.client.run(batch)).of(call).ids[0];
}

async function submit(account: MailAccount, job: SendJob): Promise<JmapId> {
  const accountId = account.id;
  const { draft, storedId, sendAt } = job;
  const identity = identityOf(account, draft);
  const envelope = buildEnvelope(draft, identity, holdOf(account, job));
  const scheduled = "HOLDUNTIL" in (envelope.mailFrom.parameters ?? {});
  const place = scheduled ? await scheduledFolder(account) : folderOfRole(account.cache.mailboxes.values(), "sent")?.id;
  const batch = newBatch();
  const call = batch.add("EmailSubmission/set", {
    accountId,
    create: { sent: { identityId: identity.id, emailId: storedId ?? "", envelope } },
    onSuccessUpdateEmail: { "#sent": filedIn(place, false) },
  });
  const { created, notCreated } = (await account.client.run(batch)).of(call);
  const made = created?.sent;
  if (made?.id) {
    // The server's clock is the one that counts: by it the hour may have come already.
    if (sendAt !== null && scheduled && made.undoStatus === "final") await refile(account, storedId ?? "", "sent");
    return made.id;
  }
  const error = notCreated?.sent as EmailSubmissionSetError | undefined;
  if (error?.invalidRecipients?.length) throw new RecipientsRefused(error.invalidRecipients);
  throw new ApiError(codeOfSetError(error ?? { type: "serverFail" }), 200);
}

/** How long the server keeps the letter (RFC 4865 §4): to an hour of its own, or so long that sending can be undone. */
function holdOf(account: MailAccount, { sendAt, undoSeconds }: SendJob): Record<string, string> | null {
  if (!mayHold(account)) return null;
  if (sendAt !== null && sendAt > Date.now()) return { HOLDUNTIL: new Date(sendAt).toISOString().replace(/\.\d+/, "") };
  return undoSeconds > 0 ? { HOLDFOR: String(undoSeconds + GRACE_SECONDS) } : null;
}

/** True when the server keeps letters until later. */
export function mayHold(account: MailAccount): boolean {
  const capabilities = account.client.session.accounts[account.id]?.accountCapabilities;
  const submission = capabilities?.[CAPABILITY.submission] as Partial<SubmissionCapability> | undefined;
  return (submission?.maxDelayedSend ?? 0) > 0;
}

/** The folder of letters that leave later; made when first needed. */
async function scheduledFolder(account: MailAccount): Promise<JmapId | undefined> {
  const known = folderOfRole(account.cache.mailboxes.values(), "scheduled");
  if (known) return known.id;
  const batch = newBatch();
  const create = { folder: { name: t("folder.scheduled"), role: "scheduled" as const, sortOrder: 2 } };
  const call = batch.add("Mailbox/set", { accountId: account.id, create });
  const { created } = (await account.client.run(batch)).of(call);
  await account.sync.refresh();
  return created?.folder?.id ?? folderOfRole(account.cache.mailboxes.values(), "scheduled")?.id;
}

function filedIn(mailboxId: JmapId | undefined, draft: boolean): Record<string, unknown> {
  return {
    ...(mailboxId === undefined ? {} : { mailboxIds: { [mailboxId]: true } }),
    [`keywords/${KEYWORD.draft}`]: draft ? true : null,
  };
}

async function refile(account: MailAccount, emailId: JmapId, role: MailboxRole): Promise<void> {
  const place = folderOfRole(account.cache.mailboxes.values(), role)?.id;
  const batch = newBatch();
  const update = { [emailId]: filedIn(place, role === "drafts") };
  batch.add("Email/set", { accountId: account.id, update });
  await account.client.run(batch);
}

/** Takes a held letter back among the drafts. Throws ApiError; `submission.tooLate` when it is gone. */
export async function takeBack(account: MailAccount, submissionId: JmapId): Promise<void> {
  const drafts = folderOfRole(account.cache.mailboxes.values(), "drafts")?.id;
  const batch = newBatch();
  const call = batch.add("EmailSubmission/set", {
    accountId: account.id,
    update: { [submissionId]: { undoStatus: "canceled" } },
    onSuccessUpdateEmail: { [submissionId]: filedIn(drafts, true) },
  });
  const { notUpdated } = (await account.client.run(batch)).of(call);
  const error = notUpdated?.[submissionId];
  if (error) throw new ApiError(codeOfSetError(error), 200);
}
