import { MailError } from "../core/errors.ts";
import type { IdChanges } from "../core/mailbox/email-changes.ts";
import { MethodFailure } from "./failure.ts";
import type { Args } from "./method.ts";
import type { ChangesArgs } from "./schema.ts";
import { stateString } from "./state.ts";

/** The reply of a /changes; a state that never was, or a step larger than the client takes, is cannotCalculateChanges. RFC 8620 §5.2 */
export async function changesReply(args: ChangesArgs, changes: Promise<IdChanges>): Promise<Args> {
  const found = await changes.catch(cannotCalculate);
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

/** The same for types of which an account has few records, told in one step. */
export async function recordChangesReply(args: ChangesArgs, changes: Promise<RecordChanges>): Promise<Args> {
  const { state, ...ids } = await changes.catch(cannotCalculate);
  return {
    accountId: args.accountId,
    oldState: args.sinceState,
    newState: stateString(state),
    hasMoreChanges: false,
    ...ids,
  };
}

type RecordChanges = { created: string[]; updated: string[]; destroyed: string[]; state: number };

function cannotCalculate(err: unknown): never {
  if (err instanceof MailError && err.code === "state.mismatch")
    throw new MethodFailure("cannotCalculateChanges", err.message);
  throw err;
}
