import type { EmailId, IdentityId, SubmissionId, ThreadId } from "@congthu/shared/ids";
import { randomId } from "../../lib/ids.ts";
import type { Tx } from "../../store/db.ts";
import type { OutboundRow } from "../../store/outbound.ts";
import { insertSubmission, insertSubmissionRecipients, type SubmissionRow } from "../../store/submissions.ts";
import type { App } from "../app.ts";
import type { Wish } from "../delivery/addressees.ts";
import { holdStaged } from "../delivery/stage-message.ts";
import { OWN_REPLY } from "../outbound/replies.ts";
import type { PreparedSubmission } from "./submit.ts";

/** What stands in `submission.parameters` as JSON: all that a held letter needs when its time comes. */
export type SubmissionParameters = {
  to: ({ address: string } & Wish)[];
  ret: OutboundRow["dsn_ret"];
  envid: string;
  traceId: string;
  received: string;
  /** What the edge gave as `SubmitRequest.envelope`. */
  envelope?: unknown;
};

/** Reads `submission.parameters`. */
export function parametersOf(row: Pick<SubmissionRow, "parameters">): SubmissionParameters {
  return JSON.parse(row.parameters) as SubmissionParameters;
}

/** Writes the submission and its recipients; a held one holds its octets. Gives its id. */
export async function keepSubmissionIn(
  app: Pick<App, "clock">,
  tx: Tx,
  p: PreparedSubmission,
  q: { modseq: number; isHeld: boolean },
): Promise<SubmissionId> {
  const nowMs = app.clock.now();
  const submissionId = randomId<"submission">("s");
  const parameters: SubmissionParameters = {
    to: p.to.map(({ address, notify, orcpt }) => ({ address, notify, orcpt })),
    ret: p.ret,
    envid: p.envid,
    traceId: p.traceId,
    received: p.received,
    ...(p.envelope === undefined ? {} : { envelope: p.envelope }),
  };
  await insertSubmission(tx, {
    submission_id: submissionId,
    account_id: p.owner.account_id,
    identity_id: p.email?.identityId ?? ("" as IdentityId),
    email_id: p.email?.emailId ?? ("" as EmailId),
    thread_id: p.email?.threadId ?? ("" as ThreadId),
    blob_id: p.staged.blobId,
    actor_id: p.actor.account.account_id,
    channel: p.actor.channel,
    mail_from: p.mailFrom,
    parameters: JSON.stringify(parameters),
    send_at: p.sendAt,
    undo_status: q.isHeld ? "pending" : "final",
    lease_until: 0,
    created_at: nowMs,
    modseq: q.modseq,
    created_modseq: q.modseq,
  });
  await insertSubmissionRecipients(
    tx,
    p.to.map((a) => ({
      submission_id: submissionId,
      address: a.address,
      account_id: a.to.kind === "account" ? a.to.accountId : null,
      delivered: "queued",
      displayed: "unknown",
      smtp_reply: OWN_REPLY.queued,
      at: nowMs,
    })),
  );
  if (q.isHeld) await holdStaged(tx, p.staged, 1);
  return submissionId;
}
