import type { AccountId, MailboxId } from "@congthu/shared/ids";
import { timeId } from "../../lib/ids.ts";
import { holdExistingBlob } from "../../store/blob-refs.ts";
import { addUsed, raiseModseq } from "../../store/changes.ts";
import { mailboxById } from "../../store/mailboxes.ts";
import { messagesByEmail, messagesByUids } from "../../store/messages.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { checkRoom } from "./append-message.ts";
import { type Placed, placeRowsIn } from "./move-messages.ts";
import { groupBy } from "./remove-placements.ts";

/**
 * Copies placements to a mailbox of the account: the same Emails in one mailbox more (RFC 8474 §5.1 wants the id kept), so that
 * clients that move by copying and expunging keep it too. Throws mailbox.notFound, quota.exceeded. RFC 9051 §6.4.7
 */
export function copyMessages(
  app: Pick<App, "clock" | "db" | "changes">,
  q: { accountId: AccountId; from: MailboxId; uids: readonly number[]; to: MailboxId },
): Promise<Placed> {
  return app.db.write(async (tx) => {
    if (!(await mailboxById(tx, q.accountId, q.to))) throw new MailError("mailbox.notFound");
    const rows = await messagesByUids(tx, { accountId: q.accountId, mailboxId: q.from }, q.uids);
    const bytes = rows.reduce((sum, m) => sum + m.size_bytes, 0);
    await checkRoom(tx, q.accountId, bytes);
    const nowMs = app.clock.now();
    const modseq = await raiseModseq(tx, q.accountId);
    for (const [blobId, held] of groupBy(rows, (m) => m.blob_id)) await holdExistingBlob(tx, blobId, held.length);
    await addUsed(tx, q.accountId, { bytes, count: rows.length });
    tx.afterCommit(() => app.changes.publish({ accountId: q.accountId, modseq }));
    // An Email stands in a mailbox at most once: where it is already, the copy becomes an Email of its own.
    const there = await messagesByEmail(tx, q.accountId, [...new Set(rows.map((m) => m.email_id))]);
    const doubled = new Set(there.filter((m) => m.mailbox_id === q.to).map((m) => m.email_id));
    const copies = rows.map((m) => (doubled.has(m.email_id) ? { ...m, email_id: timeId<"email">("e", nowMs) } : m));
    const placed = await placeRowsIn(tx, { accountId: q.accountId, rows: copies, to: q.to, modseq, nowMs });
    return { ...placed, fromUids: rows.map((m) => m.uid) };
  });
}
