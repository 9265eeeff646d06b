import { CAPABILITY } from "@congthu/shared/jmap/core";
import { mailboxChanges } from "../../core/mailbox/email-changes.ts";
import { changesReply } from "../changes-reply.ts";
import { defineMethod } from "../method.ts";
import { changesArgs } from "../schema.ts";
import { readState } from "../state.ts";

const COUNTS = ["totalEmails", "unreadEmails", "totalThreads", "unreadThreads"];

/** RFC 8621 §2.2. */
export const mailboxChangesMethod = defineMethod({
  name: "Mailbox/changes",
  capability: CAPABILITY.mail,
  schema: changesArgs,
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "read");
    const q = { since: readState(args.sinceState), max: args.maxChanges ?? null };
    const changes = call.app.db.read((r) => mailboxChanges(r, accountId, q));
    const reply = await changesReply(args, changes);
    return { ...reply, updatedProperties: (await changes).onlyCounts ? COUNTS : null };
  },
});
