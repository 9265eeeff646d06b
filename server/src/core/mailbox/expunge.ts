import type { AccountId, MailboxId } from "@congthu/shared/ids";
import { raiseModseq } from "../../store/changes.ts";
import { deletedUids, messagesByUids } from "../../store/messages.ts";
import type { App } from "../app.ts";
import { removePlacementsIn } from "./remove-placements.ts";

/**
 * Removes for ever what is marked \Deleted in a mailbox, or only those among `uids`; gives the UIDs that went.
 * RFC 9051 §6.4.3, RFC 4315 §2.1
 */
export function expunge(
  app: Pick<App, "clock" | "db" | "changes">,
  q: { accountId: AccountId; mailboxId: MailboxId; uids?: ReadonlySet<number> },
): Promise<{ uids: number[]; modseq: number }> {
  return app.db.write(async (tx) => {
    const marked = (await deletedUids(tx, q)).filter((uid) => q.uids?.has(uid) ?? true);
    if (marked.length === 0) return { uids: [], modseq: 0 };
    const rows = await messagesByUids(tx, q, marked);
    const modseq = await raiseModseq(tx, q.accountId);
    await removePlacementsIn(tx, { accountId: q.accountId, rows, modseq, nowMs: app.clock.now(), moved: false });
    tx.afterCommit(() => app.changes.publish({ accountId: q.accountId, modseq }));
    return { uids: marked, modseq };
  });
}
