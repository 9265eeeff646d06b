import type { AccountId, MailboxId } from "@congthu/shared/ids";
import { raiseModseq } from "../../store/changes.ts";
import type { Tx } from "../../store/db.ts";
import { mailboxById } from "../../store/mailboxes.ts";
import { messagesByUid } from "../../store/messages.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { reachParentIn } from "./create-path.ts";
import { changeMailboxIn, createMailboxIn } from "./mailbox-tree.ts";
import { moveRowsIn } from "./move-messages.ts";

type Deps = Pick<App, "clock" | "db" | "changes">;
type Rename = { accountId: AccountId; mailboxId: MailboxId; to: string };

/**
 * Gives a mailbox another path; missing levels above it are made, those below it go with it. The inbox stays, and its
 * messages move to a new mailbox of that name. RFC 9051 §6.3.6. Throws mailbox.notFound, mailbox.exists, mailbox.nameInvalid.
 */
export function renamePath(app: Deps, q: Rename): Promise<void> {
  return app.db.write(async (tx) => {
    const own = await mailboxById(tx, q.accountId, q.mailboxId);
    if (!own) throw new MailError("mailbox.notFound");
    const modseq = await raiseModseq(tx, q.accountId);
    tx.afterCommit(() => app.changes.publish({ accountId: q.accountId, modseq }));
    const { parentId, name } = await reachParentIn(app, tx, { accountId: q.accountId, path: q.to, modseq });
    if (own.role !== "inbox") {
      await changeMailboxIn(tx, { ...q, change: { parentId, name } }, modseq);
      return;
    }
    const made = await createMailboxIn(app, tx, { accountId: q.accountId, parentId, name }, modseq);
    await moveAllIn(app, tx, { ...q, uidNext: own.uid_next, target: made.mailbox_id, modseq });
  });
}

type MoveAll = Rename & { uidNext: number; target: MailboxId; modseq: number };

async function moveAllIn(app: Deps, tx: Tx, q: MoveAll): Promise<void> {
  for (let fromUid = 1; ; ) {
    const rows = await messagesByUid(tx, q, { fromUid, toUid: q.uidNext, limit: 1000 });
    const last = rows.at(-1);
    if (!last) return;
    await moveRowsIn(app, tx, { accountId: q.accountId, rows, to: q.target, modseq: q.modseq });
    fromUid = last.uid + 1;
  }
}
