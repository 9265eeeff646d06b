import type { JmapId } from "@congthu/shared/jmap/core";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { KEYWORD } from "@congthu/shared/jmap/mail";
import type { EmailSubmissionSetError, SubmissionCapability } from "@congthu/shared/jmap/submission";
import { ApiError } from "../../data/api-client.ts";
import { backoffMs } from "../../data/backoff.ts";
import { newBatch } from "../../data/jmap-client.ts";
import { codeOfSetError } from "../../data/jmap-errors.ts";
import { isPassing, lineFailed, lineWorks } from "../../data/line.ts";
import { errorText } from "../../i18n/errors.ts";
import { t } from "../../i18n/t.ts";
import { hideToast, toast, toastError, toastRefusal } from "../../ui/toast.tsx";
import { setKeyword } from "../letters.ts";
import type { Mail, MailAccount } from "../mail.ts";
import { folderOfRole } from "../mailboxes/model.ts";
import { buildEnvelope } from "./build.ts";
import { openComposer } from "./composers.ts";
import type { Draft } from "./draft.ts";
import { identityOf, storeDraft } from "./save.ts";
import { dropJob, keepJob, keptJobs, type SendJob } from "./send-jobs.ts";

/** The server holds a letter a little longer than the notice shows, so that the last moment still works. Seconds. */
const GRACE_SECONDS = 3;

/** A refusal of recipients that names them. */
class RecipientsRefused extends ApiError {
  readonly list: string[];
  constructor(list: string[]) {
    super("recipient.unknown", 200);
    this.list = list;
  }
}

/** Sends a draft. The window may be closed at once: what fails for a while is tried again, what is refused comes back. */
export function sendDraft(mail: Mail, draft: Draft, undoSeconds: number): void {
  const account = mail.account(draft.accountId);
  const messageId = `${crypto.randomUUID()}@${identityOf(account, draft).email.split("@")[1] ?? "localhost"}`;
  void run(mail, { key: messageId, messageId, draft, storedId: null, submitting: false, undoSeconds });
}

/** Goes on with letters that a reload or a cut line left unsent. */
export function resumeSending(mail: Mail): void {
  for (const job of keptJobs()) if (mail.accounts.some((a) => a.id === job.draft.accountId)) void run(mail, job);
}

/** One tab at a time works on a letter; without a secure context there are no locks, and a second tab is unlikely. */
async function run(mail: Mail, job: SendJob): Promise<void> {
  if (!navigator.locks) return work(mail, job);
  await navigator.locks.request(`send ${job.key}`, { ifAvailable: true }, (lock) =>
    lock ? work(mail, job) : undefined,
  );
}

async function work(mail: Mail, first: SendJob): Promise<void> {
  const account = mail.account(first.draft.accountId);
  const notice = toast(t("compose.sending"), { seconds: 60, id: first.key });
  let job = first;
  let told = false;
  for (let attempt = 0; ; attempt++) {
    try {
      keepJob(job);
      const { submissionId, next } = await attemptSend(account, job, (now) => {
        job = now;
        keepJob(now);
      });
      dropJob(job.key);
      lineWorks();
      hideToast(notice);
      finish(mail, account, { ...next.draft, emailId: next.storedId }, submissionId, job.undoSeconds);
      return;
    } catch (error) {
      lineFailed(error);
      hideToast(notice);
      if (!isPassing(error)) {
        dropJob(job.key);
        giveBack(job, error);
        return;
      }
      if (!told) toastRefusal(t("compose.sendLater"));
      told = true;
      await new Promise((resolve) => setTimeout(resolve, backoffMs(attempt)));
    }
  }
}

/**
 * One attempt, from where the last one stopped. The letter is stored first and submitted by its id, so when an answer is lost
 * the server can be asked what happened: it is never sent twice.
 */
async function attemptSend(
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

async function submit(account: MailAccount, { draft, storedId, undoSeconds }: SendJob): Promise<JmapId> {
  const accountId = account.id;
  const identity = identityOf(account, draft);
  const hold = mayHold(account) && undoSeconds > 0 ? undoSeconds + GRACE_SECONDS : 0;
  const batch = newBatch();
  const call = batch.add("EmailSubmission/set", {
    accountId,
    create: {
      sent: { identityId: identity.id, emailId: storedId ?? "", envelope: buildEnvelope(draft, identity, hold) },
    },
    onSuccessUpdateEmail: { "#sent": movedTo(account, "sent") },
  });
  const { created, notCreated } = (await account.client.run(batch)).of(call);
  const id = created?.sent?.id;
  if (id) return id;
  const error = notCreated?.sent as EmailSubmissionSetError | undefined;
  if (error?.invalidRecipients?.length) throw new RecipientsRefused(error.invalidRecipients);
  throw new ApiError(codeOfSetError(error ?? { type: "serverFail" }), 200);
}

/** Out of the drafts into what was sent, or back. */
function movedTo(account: MailAccount, role: "sent" | "drafts"): Record<string, unknown> {
  const folder = (of: "sent" | "drafts") => folderOfRole(account.cache.mailboxes.values(), of)?.id;
  const [to, from] = role === "sent" ? [folder("sent"), folder("drafts")] : [folder("drafts"), folder("sent")];
  if (!to) return { [`keywords/${KEYWORD.draft}`]: role === "drafts" ? true : null };
  return {
    [`mailboxIds/${to}`]: true,
    ...(from ? { [`mailboxIds/${from}`]: null } : {}),
    [`keywords/${KEYWORD.draft}`]: role === "drafts" ? true : null,
  };
}

function mayHold(account: MailAccount): boolean {
  const capabilities = account.client.session.accounts[account.id]?.accountCapabilities;
  const submission = capabilities?.[CAPABILITY.submission] as Partial<SubmissionCapability> | undefined;
  return (submission?.maxDelayedSend ?? 0) > 0;
}

function finish(mail: Mail, account: MailAccount, draft: Draft, submissionId: JmapId, undoSeconds: number): void {
  markAnswered(mail, draft);
  if (undoSeconds === 0 || !mayHold(account)) {
    toast(t("compose.sent"));
    return;
  }
  const undo = () => {
    clearTimeout(timer);
    void unsend(account, draft, submissionId);
  };
  const text = t("compose.sendingIn", { n: undoSeconds });
  const notice = toast(text, { undo, label: t("compose.undoSend"), seconds: undoSeconds });
  const timer = setTimeout(() => {
    hideToast(notice);
    toast(t("compose.sent"), { seconds: 4 });
  }, undoSeconds * 1000);
}

async function unsend(account: MailAccount, draft: Draft, submissionId: JmapId): Promise<void> {
  try {
    const batch = newBatch();
    const call = batch.add("EmailSubmission/set", {
      accountId: account.id,
      update: { [submissionId]: { undoStatus: "canceled" } },
      onSuccessUpdateEmail: { [submissionId]: movedTo(account, "drafts") },
    });
    const { notUpdated } = (await account.client.run(batch)).of(call);
    const error = notUpdated?.[submissionId];
    if (error) throw new ApiError(codeOfSetError(error), 200);
    openComposer(draft);
    toast(t("compose.unsend"), { seconds: 4 });
  } catch (error) {
    toastError(error);
  }
}

/** A letter that was refused opens again, with the reason. */
function giveBack({ draft, storedId }: SendJob, error: unknown): void {
  const refused = error instanceof RecipientsRefused;
  const reason = refused ? t("compose.badRecipients", { list: error.list.join(", ") }) : errorText(error);
  toastRefusal(t("compose.sendFailed", { reason }));
  openComposer({ ...draft, emailId: storedId ?? draft.emailId });
}

function markAnswered(mail: Mail, { answered }: Draft): void {
  if (!answered) return;
  const { cache, sync } = mail.account(answered.accountId);
  const original = cache.emails.get(answered.emailId);
  const change = original && setKeyword([original], answered.keyword, true);
  if (change) sync.edit(change.edit);
}
