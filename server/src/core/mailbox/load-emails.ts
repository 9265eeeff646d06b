import type { AccountId, BlobId, EmailId, MailboxId } from "@congthu/shared/ids";
import { describeMessage, type MessageMeta } from "../../mime/describe.ts";
import { blobMetas, setBlobMeta } from "../../store/blob-refs.ts";
import type { Reader } from "../../store/db.ts";
import { FLAG, type MessageRow, messagesByEmail } from "../../store/messages.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { messageBytes } from "./read-message.ts";

/** A message as JMAP sees it: one Email, in one mailbox or several. */
export type StoredEmail = Omit<MessageRow, "mailbox_id" | "uid" | "saved_at" | "created_modseq"> & {
  mailboxIds: MailboxId[];
};

/** The Emails of this account by id. What IMAP marked \Deleted everywhere is not there for JMAP (RFC 8621 §4.1.1). */
export async function loadEmails(
  r: Reader,
  accountId: AccountId,
  emailIds: readonly EmailId[],
): Promise<Map<EmailId, StoredEmail>> {
  const out = new Map<EmailId, StoredEmail>();
  for (const row of await messagesByEmail(r, accountId, [...new Set(emailIds)])) {
    if ((row.flags & FLAG.deleted) !== 0) continue;
    const known = out.get(row.email_id);
    if (known) known.mailboxIds.push(row.mailbox_id);
    else out.set(row.email_id, { ...row, mailboxIds: [row.mailbox_id] });
  }
  return out;
}

/** One Email of this account. Throws message.notFound. */
export async function requireEmail(r: Reader, accountId: AccountId, emailId: EmailId): Promise<StoredEmail> {
  const email = (await loadEmails(r, accountId, [emailId])).get(emailId);
  if (!email) throw new MailError("message.notFound");
  return email;
}

/** The stored descriptions of the Emails, by blob. One that is missing (an upload before it was mail) is made and kept. */
export async function describeEmails(
  app: Pick<App, "db" | "blobs">,
  emails: Iterable<StoredEmail>,
): Promise<Map<BlobId, MessageMeta>> {
  const wanted = new Map([...emails].map((e) => [e.blob_id, e]));
  const texts = await app.db.read((r) => blobMetas(r, [...wanted.keys()]));
  const out = new Map<BlobId, MessageMeta>();
  for (const [blobId, email] of wanted) {
    const text = texts.get(blobId);
    out.set(blobId, text === undefined ? await describeNow(app, email) : (JSON.parse(text) as MessageMeta));
  }
  return out;
}

async function describeNow(app: Pick<App, "db" | "blobs">, email: StoredEmail): Promise<MessageMeta> {
  const bytes = await messageBytes(app, { ...email, prefix: "", size_bytes: email.size_bytes - email.prefix.length });
  const meta = describeMessage(bytes);
  await app.db.write((tx) => setBlobMeta(tx, email.blob_id, JSON.stringify(meta)));
  return meta;
}
