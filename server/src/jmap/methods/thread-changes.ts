import { CAPABILITY } from "@congthu/shared/jmap/core";
import { threadChanges } from "../../core/mailbox/email-changes.ts";
import { changesReply } from "../changes-reply.ts";
import { defineMethod } from "../method.ts";
import { changesArgs } from "../schema.ts";
import { readState } from "../state.ts";

/** RFC 8621 §3.2. */
export const threadChangesMethod = defineMethod({
  name: "Thread/changes",
  capability: CAPABILITY.mail,
  schema: changesArgs,
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "read");
    const q = { since: readState(args.sinceState), max: args.maxChanges ?? null };
    return changesReply(
      args,
      call.app.db.read((r) => threadChanges(r, accountId, q)),
    );
  },
});
