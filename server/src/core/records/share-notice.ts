import type { AccountId } from "@congthu/shared/ids";
import { randomId } from "../../lib/ids.ts";
import type { AccountRow } from "../../store/accounts.ts";
import { raiseModseq } from "../../store/changes.ts";
import type { Tx } from "../../store/db.ts";
import { mailboxByRole } from "../../store/mailboxes.ts";
import type { App } from "../app.ts";
import { putRecordIn } from "./account-records.ts";

type Rights = Record<"mayReadItems" | "mayAddItems" | "mayRemoveItems" | "maySubmit", boolean>;

/** That a mailbox was opened to somebody, or closed again. RFC 9670 §3.2 */
export type ShareNotice = {
  created: string;
  changedBy: { name: string; email: string; principalId: string };
  objectType: "Mailbox";
  objectAccountId: string;
  objectId: string;
  name: string;
  oldRights: Rights | null;
  newRights: Rights | null;
};

/** Tells a person that they may work in a mailbox of another account, or no longer. */
export async function noteShareIn(
  app: Pick<App, "changes" | "clock">,
  tx: Tx,
  q: {
    by: AccountRow;
    owner: AccountRow;
    personId: AccountId;
    before: "full" | "read" | null;
    now: "full" | "read" | null;
  },
): Promise<void> {
  const { personId: accountId } = q;
  const inbox = await mailboxByRole(tx, q.owner.account_id, "inbox");
  const notice: ShareNotice = {
    created: `${new Date(app.clock.now()).toISOString().slice(0, 19)}Z`,
    changedBy: { name: q.by.full_name, email: q.by.address, principalId: q.by.account_id },
    objectType: "Mailbox",
    objectAccountId: q.owner.account_id,
    objectId: inbox?.mailbox_id ?? "",
    name: q.owner.full_name,
    oldRights: rightsOf(q.before),
    newRights: rightsOf(q.now),
  };
  const modseq = await raiseModseq(tx, accountId);
  const key = { accountId, kind: "ShareNotification" as const, recordId: randomId("n") };
  await putRecordIn(tx, key, { value: notice, dueAt: null, modseq });
  tx.afterCommit(() => app.changes.publish({ accountId, modseq }));
}

function rightsOf(rights: "full" | "read" | null): Rights | null {
  if (rights === null) return null;
  const may = rights === "full";
  return { mayReadItems: true, mayAddItems: may, mayRemoveItems: may, maySubmit: may };
}
