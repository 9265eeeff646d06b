import type { AccountId, EmailId, MailboxId, ThreadId } from "@congthu/shared/ids";
import { timeId } from "../../lib/ids.ts";
import { writeGist } from "../../mime/gist.ts";
import { receivers } from "../../store/accounts.ts";
import { addUsed, raiseModseq } from "../../store/changes.ts";
import type { Tx } from "../../store/db.ts";
import { insertGists } from "../../store/email-gists.ts";
import { addToCounts, mailboxById, takeUids } from "../../store/mailboxes.ts";
import { insertMessages, type MessageRow } from "../../store/messages.ts";
import type { App } from "../app.ts";
import { resolveThread } from "../delivery/resolve-thread.ts";
import { holdStaged, type StagedMessage } from "../delivery/stage-message.ts";
import { MailError } from "../errors.ts";
import { weightOf } from "./remove-placements.ts";

export type Append = {
  accountId: AccountId;
  mailboxId: MailboxId;
  staged: StagedMessage;
  flags: number;
  keywords: string;
  /** INTERNALDATE, epoch milliseconds; now when absent. */
  receivedAt?: number;
  prefix?: string;
  /** Further mailboxes of the same Email are added by giving its ids. */
  emailId?: EmailId;
  threadId?: ThreadId;
};
export type Appended = {
  uid: number;
  uidValidity: number;
  emailId: EmailId;
  threadId: ThreadId;
  modseq: number;
  sizeBytes: number;
};

type Deps = Pick<App, "clock" | "db" | "changes">;

/** Files a staged message in a mailbox (IMAP APPEND, JMAP import). Throws mailbox.notFound, quota.exceeded. */
export function appendMessage(app: Deps, a: Append): Promise<Appended> {
  return app.db.write(async (tx) => {
    const modseq = await raiseModseq(tx, a.accountId);
    tx.afterCommit(() => app.changes.publish({ accountId: a.accountId, modseq }));
    return appendMessageIn(app, tx, a, modseq);
  });
}

/** The same inside a transaction whose modseq for the account is raised already. */
export async function appendMessageIn(app: Pick<App, "clock">, tx: Tx, a: Append, modseq: number): Promise<Appended> {
  const key = { accountId: a.accountId, mailboxId: a.mailboxId };
  const mailbox = await mailboxById(tx, a.accountId, a.mailboxId);
  const uid = await takeUids(tx, key, 1);
  if (!mailbox || uid === undefined) throw new MailError("mailbox.notFound");
  const nowMs = app.clock.now();
  const prefix = a.prefix ?? "";
  const sizeBytes = prefix.length + a.staged.sizeBytes;
  await checkRoom(tx, a.accountId, sizeBytes);
  const row: MessageRow = {
    account_id: a.accountId,
    mailbox_id: a.mailboxId,
    uid,
    email_id: a.emailId ?? timeId("e", nowMs),
    thread_id: a.threadId ?? (await resolveThread(tx, a.staged.meta, nowMs)),
    blob_id: a.staged.blobId,
    prefix,
    size_bytes: sizeBytes,
    received_at: a.receivedAt ?? nowMs,
    saved_at: nowMs,
    flags: a.flags,
    keywords: a.keywords,
    has_attachment: a.staged.meta.hasAttachment ? 1 : 0,
    modseq,
    created_modseq: modseq,
  };
  await holdStaged(tx, a.staged, 1);
  await insertMessages(tx, [row]);
  const gist = writeGist(a.staged.meta);
  if (gist !== null) await insertGists(tx, [{ account_id: a.accountId, email_id: row.email_id, gist }]);
  await addToCounts(tx, key, weightOf(row), modseq);
  await addUsed(tx, a.accountId, { bytes: sizeBytes, count: 1 });
  return { uid, uidValidity: mailbox.uid_validity, emailId: row.email_id, threadId: row.thread_id, modseq, sizeBytes };
}

/** Throws quota.exceeded when the account has no room for so many octets more. */
export async function checkRoom(tx: Tx, accountId: AccountId, bytes: number): Promise<void> {
  const account = (await receivers(tx, [accountId])).get(accountId);
  if (!account) throw new MailError("account.notFound");
  if (account.used_bytes + bytes > account.quota_bytes) throw new MailError("quota.exceeded");
}
