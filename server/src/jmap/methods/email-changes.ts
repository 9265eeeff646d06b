import { CAPABILITY } from "@congthu/shared/jmap/core";
import { emailChanges } from "../../core/mailbox/email-changes.ts";
import { changesReply } from "../changes-reply.ts";
import { defineMethod } from "../method.ts";
import { changesArgs } from "../schema.ts";
import { readState } from "../state.ts";

/** RFC 8621 §4.3. */
export const emailChangesMethod = defineMethod({
  name: "Email/changes",
  capability: CAPABILITY.mail,
  schema: changesArgs,
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "read");
    const q = { since: readState(args.sinceState), max: args.maxChanges ?? null };
    return changesReply(
      args,
      call.app.db.read((r) => emailChanges(r, accountId, q)),
    );
  },
});
