import type { AccountId, MailboxId } from "@congthu/shared/ids";
import { vanishedSince } from "../../store/changes.ts";
import type { Db, Reader } from "../../store/db.ts";
import { type MailboxRow, mailboxById } from "../../store/mailboxes.ts";
import { type MessageRow, mailboxMessagesChanged, mailboxMessagesChangedByUid, uidsOf } from "../../store/messages.ts";

export type { MailboxRow, MessageRow };
export { vanishedSince };

type Key = { accountId: AccountId; mailboxId: MailboxId };

export type OpenedMailbox = { mailbox: MailboxRow; messages: { uid: number; flags: number; keywords: string }[] };

/** A mailbox and what stands in it by UID, for a session that opens it; undefined when there is none. Holds every change up to `highest_modseq`. */
export async function openMailbox(r: Reader, k: Key): Promise<OpenedMailbox | undefined> {
  const mailbox = await mailboxById(r, k.accountId, k.mailboxId);
  return mailbox && { mailbox, messages: await uidsOf(r, k) };
}

/** A part of what happened: rows by UID, and UIDs that went. The last part says up to which modseq all is told. */
export type MailboxDelta = { changed: MessageRow[]; vanished: number[]; highestModseq: number };

/** Up to this many changed rows are read at once, by modseq; more are read page by page, by UID. */
const PAGE = 1000;

/**
 * What happened in a mailbox after `modseq`, in parts with ascending UIDs. Complete up to the last part's `highestModseq`; changes that
 * commit while it reads may be in it as well, and are then given again next time.
 */
export async function* mailboxDelta(db: Pick<Db, "read">, k: Key, modseq: number): AsyncGenerator<MailboxDelta> {
  // The highest modseq first, so that whatever is at or below it is seen by all reads after it.
  const mailbox = await db.read((r) => mailboxById(r, k.accountId, k.mailboxId));
  if (mailbox && mailbox.highest_modseq <= modseq) return yield { changed: [], vanished: [], highestModseq: modseq };
  const few = await db.read((r) => mailboxMessagesChanged(r, k, { modseq, limit: PAGE + 1 }));
  if (few.length > PAGE) {
    for (let afterUid = 0; ; ) {
      const since = { modseq, afterUid, limit: PAGE };
      const changed = await db.read((r) => mailboxMessagesChangedByUid(r, k, since));
      const last = changed.at(-1);
      if (!last) break;
      yield { changed, vanished: [], highestModseq: modseq };
      afterUid = last.uid;
    }
  }
  const vanished = await db.read((r) => vanishedSince(r, k, modseq));
  const changed = few.length > PAGE ? [] : few.sort((a, b) => a.uid - b.uid);
  yield { changed, vanished, highestModseq: mailbox?.highest_modseq ?? modseq };
}
