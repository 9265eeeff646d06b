import type { AccountId, EmailId, IdentityId } from "@congthu/shared/ids";
import { secretToken, timeId } from "../../lib/ids.ts";
import { composeMdn, type MdnReport } from "../../mime/mdn.ts";
import type { Tx } from "../../store/db.ts";
import { identitiesOf } from "../../store/identities.ts";
import { FLAG } from "../../store/messages.ts";
import type { Principal } from "../access.ts";
import { resolveAddressees } from "../delivery/addressees.ts";
import { receivedLine } from "../delivery/received.ts";
import { type StagedMessage, stageMessage } from "../delivery/stage-message.ts";
import { MailError } from "../errors.ts";
import { describeEmails, requireEmail } from "../mailbox/load-emails.ts";
import { messageBytes } from "../mailbox/read-message.ts";
import { postIn } from "../outbound/post-letter.ts";
import { senderAccount } from "./sender.ts";
import type { SubmitDeps } from "./submit.ts";

export type ReceiptRequest = Pick<
  MdnReport,
  "disposition" | "reportingUa" | "subject" | "text" | "includeOriginal" | "extensions"
> & {
  actor: Pick<Principal, "account" | "channel">;
  accountId: AccountId;
  identityId: IdentityId;
  emailId: EmailId;
  /** Instead of the identity's address; one the person may use. */
  finalRecipient?: string;
};

export type PreparedReceipt = {
  staged: StagedMessage;
  to: string[];
  finalRecipient: string;
  originalMessageId: string | null;
  ownerId: AccountId;
  actor: ReceiptRequest["actor"];
};

/**
 * Writes a read receipt for a letter whose sender asked for one (RFC 8098 §2.1), before any transaction. Throws message.notFound (also
 * when nobody asked), notFound (the identity), sender.notAllowed, submission.tooLate (a receipt went before).
 */
export async function prepareReceipt(app: SubmitDeps, q: ReceiptRequest): Promise<PreparedReceipt> {
  const { email, identity } = await app.db.read(async (r) => ({
    email: await requireEmail(r, q.accountId, q.emailId),
    identity: (await identitiesOf(r, q.accountId)).find((i) => i.identity_id === q.identityId),
  }));
  if (!identity) throw new MailError("notFound", "identity");
  if ((email.flags & FLAG.mdnSent) !== 0) throw new MailError("submission.tooLate");
  const meta = (await describeEmails(app, [email])).get(email.blob_id);
  const to = meta?.receiptTo ?? [];
  if (!meta || to.length === 0) throw new MailError("message.notFound", "nobody asked for a receipt");
  const from = q.finalRecipient ?? identity.email;
  const nowMs = app.clock.now();
  const owner = await app.db.read((r) => senderAccount(r, q.actor, { address: from, nowMs }));
  const original = await messageBytes(app, email);
  const { disposition, reportingUa, subject, text, includeOriginal, extensions } = q;
  const bytes = composeMdn({
    from: { name: identity.name || null, email: from },
    to,
    disposition,
    reportingUa,
    original,
    messageId: `${secretToken().slice(0, 32)}@${app.site.hostname}`,
    date: nowMs,
    ...(subject === undefined ? {} : { subject }),
    ...(text === undefined ? {} : { text }),
    ...(includeOriginal === undefined ? {} : { includeOriginal }),
    ...(extensions === undefined ? {} : { extensions }),
  });
  return {
    staged: await stageMessage(app, bytes),
    to: to.map((a) => a.email),
    finalRecipient: from,
    originalMessageId: meta.messageId?.[0] ?? null,
    ownerId: owner.account_id,
    actor: q.actor,
  };
}

/** Sends a receipt, with the empty reverse-path (RFC 8098 §3). */
export async function sendReceiptIn(app: SubmitDeps, tx: Tx, p: PreparedReceipt): Promise<void> {
  const nowMs = app.clock.now();
  const traceId = timeId<"trace">("x", nowMs);
  await postIn(app, tx, {
    staged: p.staged,
    mailFrom: "",
    sender: { accountId: p.ownerId, agencyId: p.actor.account.agency_id },
    submissionId: null,
    to: await resolveAddressees(
      tx,
      p.to.map((address) => ({ address, notify: "NEVER" })),
    ),
    received: receivedLine({ by: app.site.hostname, traceId, atMs: nowMs }),
    traceId,
    channel: p.actor.channel,
    ret: "",
    envid: "",
  });
}
