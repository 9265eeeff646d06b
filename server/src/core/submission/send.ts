import type { SubmissionId } from "@congthu/shared/ids";
import { receivers } from "../../store/accounts.ts";
import type { Tx } from "../../store/db.ts";
import { insertMailLog } from "../../store/mail-log.ts";
import { setDelivered } from "../../store/submissions.ts";
import { publicMail } from "../delivery/peer.ts";
import { type Posted, postIn } from "../outbound/post-letter.ts";
import { OWN_REPLY, refusalReply } from "../outbound/replies.ts";
import { sendingFacts } from "./facts.ts";
import type { PreparedSubmission, SubmitDeps } from "./submit.ts";

/** A letter whose time has come. */
export type Sending = Pick<
  PreparedSubmission,
  "actor" | "owner" | "mailFrom" | "to" | "staged" | "traceId" | "received" | "ret" | "envid" | "origin"
> & { submissionId: SubmissionId | null };

/** Delivers and queues a letter of ours, counts it as sent, and notes each recipient's outcome in its submission. */
export async function sendIn(app: SubmitDeps, tx: Tx, s: Sending): Promise<Posted[]> {
  const atMs = app.clock.now();
  const posted = await postIn(app, tx, {
    ...s,
    sender: { accountId: s.owner.account_id, agencyId: s.owner.agency_id },
    channel: s.actor.channel,
  });
  await insertMailLog(
    tx,
    sendingFacts({
      actor: s.actor.account,
      channel: s.actor.channel,
      traceId: s.traceId,
      mailFrom: s.mailFrom,
      to: await agenciesOf(tx, s),
      webmail: await publicMail(tx),
      meta: s.staged.meta,
      sizeBytes: s.staged.sizeBytes,
      atMs,
      origin: s.origin,
    }),
  );
  tx.afterCommit(() => app.metrics.count("congthu_messages_submitted_total", { channel: s.actor.channel }));
  if (s.submissionId === null) return posted;
  for (const p of posted) {
    if (p.status === "queued" && !p.code) continue;
    await setDelivered(tx, {
      submission_id: s.submissionId,
      address: p.address,
      delivered: p.status === "delivered" ? "yes" : p.status === "queued" ? "queued" : "no",
      smtp_reply: p.status === "delivered" ? OWN_REPLY.delivered : refusalReply(p.code),
      at: atMs,
    });
  }
  return posted;
}

/** Whose agencies the recipients are; strangers have none, a group is ours. */
async function agenciesOf(tx: Tx, s: Sending) {
  const ids = s.to.flatMap((a) => (a.to.kind === "account" ? [a.to.accountId] : []));
  const known = await receivers(tx, ids);
  return s.to.map(({ address, to }) => {
    if (to.kind === "group") return { address, agencyId: "ours" as const };
    return { address, agencyId: to.kind === "account" ? (known.get(to.accountId)?.agency_id ?? null) : null };
  });
}
