import { CAPABILITY } from "@congthu/shared/jmap/core";
import { accountState } from "../../core/mailbox/email-changes.ts";
import { workersOf } from "../../core/records/shared-work.ts";
import { defineMethod } from "../method.ts";
import { getReply, idsOf, propertiesOf } from "../records.ts";
import { getArgs } from "../schema.ts";
import { stateString } from "../state.ts";

/** Who works in a mailbox, for those who do: whom a letter can be given to. */
export const workerGet = defineMethod({
  name: "Worker/get",
  capability: CAPABILITY.congthu,
  schema: getArgs,
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "read");
    const properties = propertiesOf(args, ["id", "name"]);
    const nowMs = call.app.clock.now();
    const { state, records } = await call.app.db.read(async (r) => ({
      state: await accountState(r, accountId),
      records: await workersOf(r, { ownerId: accountId, nowMs }),
    }));
    return getReply(args, { ids: idsOf(call, args), records, properties, state: stateString(state) });
  },
});
