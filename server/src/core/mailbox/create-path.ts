import type { AccountId, MailboxId } from "@congthu/shared/ids";
import { raiseModseq } from "../../store/changes.ts";
import type { Tx } from "../../store/db.ts";
import { type MailboxRole, type MailboxRow, mailboxesOf } from "../../store/mailboxes.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { createMailboxIn, DELIMITER } from "./mailbox-tree.ts";

type Deps = Pick<App, "clock" | "db" | "changes">;

/**
 * Makes the mailbox a path names, and the levels above it that are missing; a delimiter at the end means nothing. RFC 9051 §6.3.4
 * Throws mailbox.exists (also when another has the role), mailbox.nameInvalid.
 */
export function createPath(
  app: Deps,
  q: { accountId: AccountId; path: string; role: MailboxRole | null },
): Promise<MailboxRow> {
  return app.db.write(async (tx) => {
    const modseq = await raiseModseq(tx, q.accountId);
    tx.afterCommit(() => app.changes.publish({ accountId: q.accountId, modseq }));
    const path = q.path.endsWith(DELIMITER) ? q.path.slice(0, -1) : q.path;
    const { parentId, name } = await reachParentIn(app, tx, { accountId: q.accountId, path, modseq });
    return createMailboxIn(app, tx, { accountId: q.accountId, parentId, name, role: q.role }, modseq);
  });
}

/** The mailbox above the one a path names, made with all above it where missing, and the last name of the path. */
export async function reachParentIn(
  app: Pick<App, "clock">,
  tx: Tx,
  q: { accountId: AccountId; path: string; modseq: number },
): Promise<{ parentId: MailboxId | ""; name: string }> {
  const names = q.path.split(DELIMITER);
  const name = names.pop() ?? "";
  if (name === "") throw new MailError("mailbox.nameInvalid");
  let parentId = "" as MailboxId | "";
  for (const level of names) {
    const rows = await mailboxesOf(tx, q.accountId);
    const isInbox = parentId === "" && level.toUpperCase() === "INBOX";
    const there: MailboxRow | undefined = rows.find(
      (m) => m.parent_id === parentId && (isInbox ? m.role === "inbox" : m.name === level),
    );
    const made: MailboxRow =
      there ?? (await createMailboxIn(app, tx, { accountId: q.accountId, parentId, name: level }, q.modseq));
    parentId = made.mailbox_id;
  }
  return { parentId, name };
}
