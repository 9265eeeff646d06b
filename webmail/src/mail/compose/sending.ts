import type { JmapId } from "@congthu/shared/jmap/core";
import { backoffMs } from "../../data/backoff.ts";
import { isPassing, lineFailed, lineWorks, waitForLine } from "../../data/line.ts";
import { fullDate } from "../../i18n/dates.ts";
import { errorText } from "../../i18n/errors.ts";
import { t } from "../../i18n/t.ts";
import { hideToast, toast, toastError, toastRefusal } from "../../ui/toast.tsx";
import { setKeyword } from "../letters.ts";
import type { Mail, MailAccount } from "../mail.ts";
import { rememberPeople } from "../people/recent-people.ts";
import { openComposer } from "./composers.ts";
import type { Draft } from "./draft.ts";
import { identityOf } from "./save.ts";
import { dropJob, keepJob, keptJobs, type SendJob } from "./send-jobs.ts";
import { attemptSend, mayHold, RecipientsRefused, takeBack } from "./submit-letter.ts";

/** When a letter leaves: at once but for some seconds in which it can be called back, or at an hour of its own (epoch milliseconds). */
export type Leaving = { undoSeconds: number; sendAt: number | null };

/** Sends a draft. The window may be closed at once: what fails for a while is tried again, what is refused comes back. */
export function sendDraft(mail: Mail, draft: Draft, leaving: Leaving): void {
  const account = mail.account(draft.accountId);
  const messageId = `${crypto.randomUUID()}@${identityOf(account, draft).email.split("@")[1] ?? "localhost"}`;
  const job: SendJob = { key: messageId, messageId, draft, storedId: null, submitting: false, ...leaving };
  keepJob(job);
  void run(mail, job);
}

/** Goes on with letters that a reload or a cut line left unsent. */
export function resumeSending(mail: Mail): void {
  for (const job of keptJobs()) {
    if (!mail.accounts.some((a) => a.id === job.draft.accountId)) continue;
    keepJob(job);
    void run(mail, job);
  }
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
      if (attempt > 0) keepJob(job);
      const { submissionId, next } = await attemptSend(account, job, (now) => {
        job = now;
        keepJob(now);
      });
      dropJob(job.key);
      lineWorks();
      hideToast(notice);
      finish(mail, account, { ...job, draft: { ...next.draft, emailId: next.storedId } }, submissionId);
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
      await waitForLine(backoffMs(attempt));
    }
  }
}

function finish(mail: Mail, account: MailAccount, { draft, sendAt, undoSeconds }: SendJob, submissionId: JmapId): void {
  markAnswered(mail, draft);
  rememberPeople([...draft.to, ...draft.cc, ...draft.bcc], Date.now());
  const undo = () => {
    clearTimeout(timer);
    void unsend(account, draft, submissionId);
  };
  const label = t("compose.undoSend");
  let timer: ReturnType<typeof setTimeout> | undefined;
  if (sendAt !== null && sendAt > Date.now()) {
    toast(t("schedule.done", { when: fullDate(new Date(sendAt).toISOString()) }), { undo, label, seconds: 10 });
    return;
  }
  if (undoSeconds === 0 || !mayHold(account)) {
    toast(t("compose.sent"));
    return;
  }
  const notice = toast(t("compose.sendingIn", { n: undoSeconds }), { undo, label, seconds: undoSeconds });
  timer = setTimeout(() => {
    hideToast(notice);
    toast(t("compose.sent"), { seconds: 4 });
  }, undoSeconds * 1000);
}

async function unsend(account: MailAccount, draft: Draft, submissionId: JmapId): Promise<void> {
  try {
    await takeBack(account, submissionId);
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
  openComposer({ ...draft, emailId: storedId ?? draft.emailId }, { unsaved: storedId === null });
}

function markAnswered(mail: Mail, { answered }: Draft): void {
  if (!answered) return;
  const { cache, sync } = mail.account(answered.accountId);
  const original = cache.emails.get(answered.emailId);
  const change = original && setKeyword([original], answered.keyword, true);
  if (change) sync.edit(change.edit);
}
