import { MailError } from "../core/errors.ts";
import type { IdChanges } from "../core/mailbox/email-changes.ts";
import { MethodFailure } from "./failure.ts";
import type { Args } from "./method.ts";
import type { ChangesArgs } from "./schema.ts";
import { stateString } from "./state.ts";

/** The reply of a /changes; a state that never was, or a step larger than the client takes, is cannotCalculateChanges. RFC 8620 §5.2 */
export async function changesReply(args: ChangesArgs, changes: Promise<IdChanges>): Promise<Args> {
  const found = await changes.catch((err: unknown) => {
    if (err instanceof MailError && err.code === "state.mismatch")
      throw new MethodFailure("cannotCalculateChanges", err.message);
    throw err;
  });
  return {
    accountId: args.accountId,
    oldState: args.sinceState,
    newState: stateString(found.at),
    hasMoreChanges: found.hasMore,
    created: found.created,
    updated: found.updated,
    destroyed: found.destroyed,
  };
}
