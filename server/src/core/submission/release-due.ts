import type { MessageMeta } from "../../mime/describe.ts";
import { accountById } from "../../store/accounts.ts";
import { blobHead, releaseBlob } from "../../store/blob-refs.ts";
import { raiseModseq } from "../../store/changes.ts";
import type { Tx } from "../../store/db.ts";
import { claimDueSubmissions, endPending, type SubmissionRow, setDelivered } from "../../store/submissions.ts";
import { resolveAddressees } from "../delivery/addressees.ts";
import { OWN_REPLY } from "../outbound/replies.ts";
import { fileAsSentIn } from "./file-as-sent.ts";
import { parametersOf } from "./keep-submission.ts";
import { sendIn } from "./send.ts";
import type { SubmitDeps } from "./submit.ts";

/** A release is one transaction; a crash within it lets the lease lapse. */
const LEASE_MS = 60_000;
const BATCH = 50;

/** Sends held letters whose time has come by app.clock. Gives how many were released. */
export async function releaseDue(app: SubmitDeps): Promise<number> {
  const nowMs = app.clock.now();
  const due = await app.db.write((tx) => claimDueSubmissions(tx, { nowMs, leaseMs: LEASE_MS, limit: BATCH }));
  for (const row of due) await app.db.write((tx) => releaseIn(app, tx, row));
  return due.length;
}

async function releaseIn(app: SubmitDeps, tx: Tx, row: SubmissionRow): Promise<void> {
  const accountId = row.account_id;
  const modseq = await raiseModseq(tx, accountId);
  // Taken back since it was claimed: nothing is sent.
  if (!(await endPending(tx, row.submission_id, "final", modseq))) return;
  tx.afterCommit(() => app.changes.publish({ accountId, modseq }));
  const owner = await accountById(tx, row.account_id);
  const actor = await accountById(tx, row.actor_id);
  const p = parametersOf(row);
  const head = await blobHead(tx, row.blob_id);
  if (owner?.status === "active" && actor?.status === "active" && head?.meta) {
    await fileAsSentIn(app, tx, row, modseq);
    await sendIn(app, tx, {
      submissionId: row.submission_id,
      actor: { account: actor, channel: row.channel },
      owner,
      mailFrom: row.mail_from,
      to: await resolveAddressees(tx, p.to),
      staged: {
        blobId: row.blob_id,
        sizeBytes: head.size_bytes,
        meta: JSON.parse(head.meta) as MessageMeta,
        metaJson: head.meta,
        inline: null,
      },
      traceId: p.traceId,
      received: p.received,
      ret: p.ret,
      envid: p.envid,
      origin: undefined,
    });
  } else {
    for (const { address } of p.to) {
      await setDelivered(tx, {
        submission_id: row.submission_id,
        address,
        delivered: "no",
        smtp_reply: OWN_REPLY.senderLocked,
        at: app.clock.now(),
      });
    }
  }
  await releaseBlob(tx, row.blob_id, 1, app.clock.now());
}
