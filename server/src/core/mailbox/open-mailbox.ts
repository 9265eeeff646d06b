import type { AccountId, MailboxId } from "@congthu/shared/ids";
import { vanishedSince } from "../../store/changes.ts";
import type { Reader } from "../../store/db.ts";
import { type MailboxRow, mailboxById } from "../../store/mailboxes.ts";
import { type MessageRow, mailboxMessagesChanged, uidsOf } from "../../store/messages.ts";

export type { MailboxRow, MessageRow };

type Key = { accountId: AccountId; mailboxId: MailboxId };

export type OpenedMailbox = { mailbox: MailboxRow; messages: { uid: number; flags: number; keywords: string }[] };

/** A mailbox and what stands in it by UID, for a session that opens it; undefined when there is none. Holds every change up to `highest_modseq`. */
export async function openMailbox(r: Reader, k: Key): Promise<OpenedMailbox | undefined> {
  const mailbox = await mailboxById(r, k.accountId, k.mailboxId);
  return mailbox && { mailbox, messages: await uidsOf(r, k) };
}

export type MailboxDelta = { changed: MessageRow[]; vanished: number[]; highestModseq: number };

/**
 * What happened in a mailbox after `modseq`: rows by UID, and UIDs that went. Complete up to `highestModseq`; changes that commit
 * while it reads may be in it as well, and are then given again next time.
 */
export async function mailboxDelta(r: Reader, k: Key, modseq: number): Promise<MailboxDelta> {
  // In this order, so that whatever is at or below the first number is seen by both reads after it.
  const mailbox = await mailboxById(r, k.accountId, k.mailboxId);
  if (mailbox && mailbox.highest_modseq <= modseq) return { changed: [], vanished: [], highestModseq: modseq };
  const changed = await mailboxMessagesChanged(r, k, modseq);
  const vanished = await vanishedSince(r, k, modseq);
  return { changed, vanished, highestModseq: mailbox?.highest_modseq ?? modseq };
}
