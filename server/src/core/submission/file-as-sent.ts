import type { MailboxId } from "@congthu/shared/ids";
import type { Tx } from "../../store/db.ts";
import { mailboxesOf } from "../../store/mailboxes.ts";
import type { SubmissionRow } from "../../store/submissions.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { changeEmailIn } from "../mailbox/change-email.ts";

/**
 * Moves a letter whose hour has come out of the mailbox for scheduled letters into the one for sent letters. A letter that lies elsewhere
 * by now, or is gone, stays as it is: where a held letter lies is its owner's choice (RFC 8621 §7.5).
 */
export async function fileAsSentIn(app: Pick<App, "clock">, tx: Tx, row: SubmissionRow, modseq: number): Promise<void> {
  const { account_id: accountId, email_id: emailId } = row;
  const mailboxes = await mailboxesOf(tx, accountId);
  const scheduled = mailboxes.find((m) => m.role === "scheduled")?.mailbox_id;
  const sent = mailboxes.find((m) => m.role === "sent")?.mailbox_id;
  if (scheduled === undefined || sent === undefined) return;
  const mailboxIds = (now: readonly MailboxId[]) => now.map((id) => (id === scheduled ? sent : id));
  await changeEmailIn(app, tx, { accountId, emailId, modseq, edit: { mailboxIds } }).catch((err: unknown) => {
    if (!(err instanceof MailError && err.code === "message.notFound")) throw err;
  });
}
