import type { MessageMeta } from "../../mime/describe.ts";
import { accountById } from "../../store/accounts.ts";
import { groupById } from "../../store/addresses.ts";
import { blobHead, releaseBlob } from "../../store/blob-refs.ts";
import type { Reader, Tx } from "../../store/db.ts";
import { decideHeld, groupKeepers, type HeldRow, heldById } from "../../store/groups.ts";
import { setDelivered } from "../../store/submissions.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { resolveRecipient } from "../directory/resolve-recipient.ts";
import { MailError } from "../errors.ts";
import { postNoticeIn, writeNotices } from "../outbound/bounce.ts";
import { type PostDeps, postIn } from "../outbound/post-letter.ts";
import { queueRow } from "../outbound/queue-row.ts";
import { OWN_REPLY } from "../outbound/replies.ts";
import { noteHeldIn } from "./hold-letters.ts";

type Deps = PostDeps & Pick<App, "blobs" | "db" | "site">;

/**
 * Lets a held letter go to everybody the group reaches now, in one transaction. Throws access.denied (who is no moderator of the group),
 * notFound (it was decided already), recipient.unknown (the group was closed meanwhile).
 */
export async function releaseHeld(app: Deps, principal: Principal, heldId: string): Promise<void> {
  const nowMs = app.clock.now();
  await app.db.write(async (tx) => {
    const row = await heldById(tx, heldId);
    if (!row) throw new MailError("notFound");
    await requireModerator(tx, principal, row);
    await decideHeld(tx, heldId, { state: "released", at: nowMs, by: principal.account.account_id, reason: "" });
    await noteHeldIn(tx, row, { kind: "released", atMs: nowMs, reply: "" });
    const to = await resolveRecipient(tx, row.address);
    const head = await blobHead(tx, row.blob_id);
    const sender = row.account_id ? await accountById(tx, row.account_id) : undefined;
    if (to.kind !== "group" || !head?.meta) throw new MailError("recipient.unknown", row.address);
    await postIn(app, tx, {
      staged: {
        blobId: row.blob_id,
        sizeBytes: head.size_bytes,
        meta: JSON.parse(head.meta) as MessageMeta,
        metaJson: head.meta,
        inline: null,
      },
      mailFrom: row.mail_from,
      sender: sender ? { accountId: sender.account_id, agencyId: sender.agency_id } : null,
      submissionId: row.submission_id,
      to: [
        {
          address: row.address,
          notify: row.dsn_notify,
          orcpt: row.dsn_orcpt,
          to: { ...to, posting: "open", moderators: null },
        },
      ],
      received: row.received,
      traceId: row.trace_id,
      channel: row.channel,
      ret: row.dsn_ret,
      envid: row.dsn_envid,
    });
    await tellSubmission(tx, row, { delivered: "yes", reply: OWN_REPLY.delivered, atMs: nowMs });
    await releaseBlob(tx, row.blob_id, 1, nowMs);
    await note(app, tx, principal, row, "group.released", "");
  });
}

/**
 * Does not let a held letter go; its sender is told why. `principal` null: nobody decided in time. Throws access.denied, notFound.
 */
export async function rejectHeld(
  app: Deps,
  principal: Principal | null,
  q: { heldId: string; reason: string },
): Promise<void> {
  const nowMs = app.clock.now();
  const row = await app.db.read((r) => heldById(r, q.heldId));
  if (!row) throw new MailError("notFound");
  if (principal) await app.db.read((r) => requireModerator(r, principal, row));
  const reply = principal ? OWN_REPLY.notApproved(q.reason) : OWN_REPLY.notDecided;
  const notices = await writeNotices(app, [{ row: asQueued(app, row), action: "failed", reply, remote: "" }]);
  await app.db.write(async (tx) => {
    const by = principal?.account.account_id ?? null;
    if (!(await decideHeld(tx, row.held_id, { state: "rejected", at: nowMs, by, reason: q.reason })))
      throw new MailError("notFound");
    await noteHeldIn(tx, row, { kind: "rejected", atMs: nowMs, reply });
    await tellSubmission(tx, row, { delivered: "no", reply, atMs: nowMs });
    await releaseBlob(tx, row.blob_id, 1, nowMs);
    for (const notice of notices) await postNoticeIn(app, tx, notice);
    await note(app, tx, principal, row, "group.rejected", q.reason);
  });
}

async function requireModerator(r: Reader, principal: Principal, row: HeldRow): Promise<void> {
  const moderators = await groupKeepers(r, row.group_id, "moderator");
  if (!moderators.includes(principal.account.account_id)) throw new MailError("access.denied", "moderator");
}

function asQueued(app: Pick<App, "clock">, row: HeldRow) {
  const letter = {
    staged: { blobId: row.blob_id, sizeBytes: row.size_bytes - row.received.length, meta: {} as MessageMeta },
    mailFrom: row.mail_from,
    sender: row.account_id === null ? null : { accountId: row.account_id },
    submissionId: row.submission_id,
    received: row.received,
    traceId: row.trace_id,
    ret: row.dsn_ret,
    envid: row.dsn_envid,
  };
  return queueRow(app, letter, { address: row.address, notify: row.dsn_notify, orcpt: row.dsn_orcpt });
}

async function tellSubmission(
  tx: Tx,
  row: HeldRow,
  q: { delivered: "yes" | "no"; reply: string; atMs: number },
): Promise<void> {
  if (row.submission_id === null) return;
  const place = { submission_id: row.submission_id, address: row.address };
  await setDelivered(tx, { ...place, delivered: q.delivered, smtp_reply: q.reply, at: q.atMs });
}

async function note(
  app: Pick<App, "clock">,
  tx: Tx,
  principal: Principal | null,
  row: HeldRow,
  action: "group.released" | "group.rejected",
  reason: string,
): Promise<void> {
  const detail = { address: row.address, from: row.mail_from, ...(reason === "" ? {} : { reason }) };
  const agencyId = (await groupById(tx, row.group_id))?.agency_id ?? null;
  const subject = { subjectKind: "group" as const, subjectId: row.group_id, agencyId };
  await appendAuditIn(app, tx, principal, { action, ...subject, detail });
}
