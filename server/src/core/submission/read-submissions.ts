import type { AccountId, SubmissionId } from "@congthu/shared/ids";
import { insertTombstones } from "../../store/changes.ts";
import type { Reader, Tx } from "../../store/db.ts";
import {
  deleteSubmission,
  type SubmissionRecipientRow,
  type SubmissionRow,
  submissionById,
  submissionRecipients,
  submissionsByIds,
  submissionsChangedSince,
} from "../../store/submissions.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { changesOfRecords } from "../id-changes.ts";
import { parametersOf, type SubmissionParameters } from "./keep-submission.ts";

export type StoredSubmission = SubmissionRow & {
  read: SubmissionParameters;
  recipients: SubmissionRecipientRow[];
};

/** Submissions of an account looked at in one answer; older ones are removed by their worker. */
const MOST = 20_000;

/** Submissions by id with what became of each recipient; without ids all of the account. */
export async function readSubmissions(
  r: Reader,
  accountId: AccountId,
  ids: readonly SubmissionId[] | null,
): Promise<StoredSubmission[]> {
  const rows = ids ? await submissionsByIds(r, accountId, ids) : await submissionsChangedSince(r, accountId, 0, MOST);
  const recipients = await submissionRecipients(
    r,
    rows.map((row) => row.submission_id),
  );
  return rows.map((row) => ({
    ...row,
    read: parametersOf(row),
    recipients: recipients.get(row.submission_id) ?? [],
  }));
}

/** What changed among them. Throws state.mismatch. */
export async function submissionChanges(r: Reader, accountId: AccountId, q: { since: number; max: number | null }) {
  const rows = await submissionsChangedSince(r, accountId, q.since, MOST);
  const records = rows.map((row) => ({ ...row, id: row.submission_id as string }));
  return changesOfRecords(r, accountId, { ...q, kind: "submission", records });
}

/** Forgets a submission that is over; deliveries go on (RFC 8621 §7.5). Throws submission.notFound, access.denied while it is held. */
export async function forgetSubmissionIn(
  app: Pick<App, "clock">,
  tx: Tx,
  q: { accountId: AccountId; submissionId: SubmissionId; modseq: number },
): Promise<void> {
  const row = await submissionById(tx, q.accountId, q.submissionId);
  if (!row) throw new MailError("submission.notFound");
  if (row.undo_status === "pending") throw new MailError("access.denied", "it is held");
  await deleteSubmission(tx, q.submissionId);
  await insertTombstones(tx, [
    {
      account_id: q.accountId,
      modseq: q.modseq,
      kind: "submission",
      object_id: q.submissionId,
      mailbox_id: "",
      uid: 0,
      thread_id: "",
      created_modseq: row.created_modseq,
      at: app.clock.now(),
    },
  ]);
}
