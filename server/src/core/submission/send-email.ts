import type { AccountId, EmailId, IdentityId } from "@congthu/shared/ids";
import type { MessageMeta } from "../../mime/describe.ts";
import { identitiesOf } from "../../store/identities.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { refusalOf } from "../delivery/addressees.ts";
import { MailError } from "../errors.ts";
import { describeEmails, loadEmails } from "../mailbox/load-emails.ts";
import { messageBytes } from "../mailbox/read-message.ts";
import { senderAccount } from "./sender.ts";
import { type PreparedSubmission, prepareSubmission, type SubmitDeps, type SubmitRequest } from "./submit.ts";

export type SendableEmail = {
  emailId: EmailId;
  meta: MessageMeta;
  identityEmail: string;
  /** The letter as it was written, without what delivery put before it. */
  bytes: Buffer;
  email: NonNullable<SubmitRequest["email"]>;
};

type Named = { accountId: AccountId; emailId: EmailId; identityId: IdentityId };

/** A stored Email that is to be sent, with the identity it is sent from. Throws message.notFound, notFound (the identity). */
export async function openSendable(app: Pick<App, "db" | "blobs">, q: Named): Promise<SendableEmail> {
  const { email, identity } = await app.db.read(async (r) => ({
    email: (await loadEmails(r, q.accountId, [q.emailId])).get(q.emailId),
    identity: (await identitiesOf(r, q.accountId)).find((i) => i.identity_id === q.identityId),
  }));
  if (!email) throw new MailError("message.notFound");
  if (!identity) throw new MailError("notFound", "identity");
  const meta = (await describeEmails(app, [email])).get(email.blob_id);
  if (!meta) throw new Error("a message without description");
  const own = { ...email, prefix: "", size_bytes: email.size_bytes - email.prefix.length };
  return {
    emailId: q.emailId,
    meta,
    identityEmail: identity.email,
    bytes: await messageBytes(app, own),
    email: { emailId: q.emailId, threadId: email.thread_id, identityId: q.identityId },
  };
}

/** Whether the person may use this address as reverse-path. */
export async function maySendFrom(
  app: Pick<App, "clock" | "db">,
  q: { actor: Pick<Principal, "account">; address: string },
): Promise<boolean> {
  return app.db
    .read((r) => senderAccount(r, q.actor, { address: q.address, nowMs: app.clock.now() }))
    .then(() => true)
    .catch((err: unknown) => {
      if (err instanceof MailError) return false;
      throw err;
    });
}

/** Checks a letter before it is sent; `refused` are recipients of ours that do not exist or are closed to this sender. */
export async function checkSending(
  app: SubmitDeps,
  q: SubmitRequest,
): Promise<{ prepared: PreparedSubmission; refused: string[] }> {
  const prepared = await prepareSubmission(app, q);
  const writer = { accountId: prepared.owner.account_id };
  const refused = prepared.to.filter((a) => refusalOf(a.to, writer) !== undefined).map((a) => a.address);
  return { prepared, refused };
}
