import type { ThreadId } from "@congthu/shared/ids";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { accountState } from "../../core/mailbox/email-changes.ts";
import { loadThreads } from "../../core/mailbox/load-threads.ts";
import { MethodFailure } from "../failure.ts";
import { defineMethod } from "../method.ts";
import { getReply, idsOf, propertiesOf } from "../records.ts";
import { getArgs } from "../schema.ts";
import { stateString } from "../state.ts";

/** RFC 8621 §3.1. */
export const threadGet = defineMethod({
  name: "Thread/get",
  capability: CAPABILITY.mail,
  schema: getArgs,
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "read");
    const properties = propertiesOf(args, ["id", "emailIds"]);
    const ids = idsOf(call, args);
    if (ids === null) throw new MethodFailure("requestTooLarge", "name the threads");
    const { state, threads } = await call.app.db.read(async (r) => ({
      state: await accountState(r, accountId),
      threads: await loadThreads(r, accountId, ids as ThreadId[]),
    }));
    const records = [...threads].map(([id, emailIds]) => ({ id: id as string, emailIds }));
    return getReply(args, { ids, records, properties, state: stateString(state) });
  },
});
