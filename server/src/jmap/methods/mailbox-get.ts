import { CAPABILITY } from "@congthu/shared/jmap/core";
import type { Mailbox, MailboxRights } from "@congthu/shared/jmap/mail";
import type { AccountView } from "../../core/mailbox/account-view.ts";
import { type CountedMailbox, countedMailboxes } from "../../core/mailbox/count-mailboxes.ts";
import { accountState } from "../../core/mailbox/email-changes.ts";
import { defineMethod } from "../method.ts";
import { getReply, idsOf, propertiesOf } from "../records.ts";
import { getArgs } from "../schema.ts";
import { stateString } from "../state.ts";

export const MAILBOX_PROPERTIES = [
  "id",
  "name",
  "parentId",
  "role",
  "sortOrder",
  "totalEmails",
  "unreadEmails",
  "totalThreads",
  "unreadThreads",
  "myRights",
  "isSubscribed",
] as const satisfies (keyof Mailbox)[];

/** RFC 8621 §2.1. Threads are counted only when they are asked for. */
export const mailboxGet = defineMethod({
  name: "Mailbox/get",
  capability: CAPABILITY.mail,
  schema: getArgs,
  async run(call, args) {
    const { accountId, rights } = await call.account(args.accountId, "read");
    const properties = propertiesOf(args, MAILBOX_PROPERTIES);
    const ids = idsOf(call, args);
    const countsThreads = !properties || properties.has("totalThreads") || properties.has("unreadThreads");
    const { state, rows } = await call.app.db.read(async (r) => ({
      state: await accountState(r, accountId),
      rows: await countedMailboxes(r, accountId),
    }));
    const view = countsThreads ? await call.views.of(accountId) : undefined;
    const records = rows.map((row) => mailboxOf(row, { view, mayWrite: rights !== "read" }));
    return getReply(args, { ids, records, properties, state: stateString(state) });
  },
});

function mailboxOf(row: CountedMailbox, q: { view: AccountView | undefined; mayWrite: boolean }): Mailbox {
  const threads = q.view?.counts.get(row.mailbox_id);
  return {
    id: row.mailbox_id,
    name: row.name,
    parentId: row.parent_id === "" ? null : row.parent_id,
    role: row.role,
    sortOrder: row.sort_order,
    totalEmails: row.totalEmails,
    unreadEmails: row.unreadEmails,
    totalThreads: threads?.total ?? 0,
    unreadThreads: threads?.unread ?? 0,
    myRights: rightsOf(row, q.mayWrite),
    isSubscribed: row.subscribed === 1,
  };
}

/** RFC 8621 §2: the inbox keeps name and place; with leave to read only, nothing else is allowed. */
function rightsOf(row: CountedMailbox, mayWrite: boolean): MailboxRights {
  const movable = mayWrite && row.role !== "inbox";
  return {
    mayReadItems: true,
    mayAddItems: mayWrite,
    mayRemoveItems: mayWrite,
    maySetSeen: mayWrite,
    maySetKeywords: mayWrite,
    mayCreateChild: mayWrite,
    mayRename: movable,
    mayDelete: movable,
    maySubmit: mayWrite,
  };
}
