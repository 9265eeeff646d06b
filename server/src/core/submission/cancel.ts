import type { AccountId, SubmissionId } from "@congthu/shared/ids";
import { releaseBlob } from "../../store/blob-refs.ts";
import { raiseModseq } from "../../store/changes.ts";
import type { Tx } from "../../store/db.ts";
import { endPending, setDelivered, submissionById, submissionRecipients } from "../../store/submissions.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { OWN_REPLY } from "../outbound/replies.ts";

type Deps = Pick<App, "changes" | "clock" | "db">;
type Key = { accountId: AccountId; submissionId: SubmissionId };

/** Takes a held letter back before it is sent. Throws submission.notFound, submission.tooLate. The caller has shown the right to the account. */
export function cancelSubmission(app: Deps, q: Key): Promise<void> {
  return app.db.write(async (tx) => {
    const modseq = await raiseModseq(tx, q.accountId);
    tx.afterCommit(() => app.changes.publish({ accountId: q.accountId, modseq }));
    await cancelSubmissionIn(app, tx, q, modseq);
  });
}

/** The same inside a transaction whose modseq for the account is raised already. */
export async function cancelSubmissionIn(app: Pick<App, "clock">, tx: Tx, q: Key, modseq: number): Promise<void> {
  const row = await submissionById(tx, q.accountId, q.submissionId);
  if (!row) throw new MailError("submission.notFound");
  if (!(await endPending(tx, q.submissionId, "canceled", modseq))) throw new MailError("submission.tooLate");
  const nowMs = app.clock.now();
  await releaseBlob(tx, row.blob_id, 1, nowMs);
  const recipients = (await submissionRecipients(tx, [q.submissionId])).get(q.submissionId) ?? [];
  for (const { address } of recipients) {
    await setDelivered(tx, {
      submission_id: q.submissionId,
      address,
      delivered: "no",
      smtp_reply: OWN_REPLY.takenBack,
      at: nowMs,
    });
  }
}
