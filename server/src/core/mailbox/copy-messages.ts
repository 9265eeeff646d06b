import type { AccountId, MailboxId } from "@congthu/shared/ids";
import { timeId } from "../../lib/ids.ts";
import { holdExistingBlob } from "../../store/blob-refs.ts";
import { addUsed, raiseModseq } from "../../store/changes.ts";
import { mailboxById } from "../../store/mailboxes.ts";
import { messagesByUids } from "../../store/messages.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { checkRoom } from "./append-message.ts";
import { type Placed, placeRowsIn } from "./move-messages.ts";
import { groupBy } from "./remove-placements.ts";

/** Copies placements to a mailbox of the account as Emails of their own. RFC 9051 §6.4.7. Throws mailbox.notFound, quota.exceeded. */
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
    const copies = rows.map((m) => ({ ...m, email_id: timeId<"email">("e", nowMs) }));
    const placed = await placeRowsIn(tx, { accountId: q.accountId, rows: copies, to: q.to, modseq, nowMs });
    return { ...placed, fromUids: rows.map((m) => m.uid) };
  });
}
