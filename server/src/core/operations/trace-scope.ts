import type { AgencyId } from "@congthu/shared/ids";
import { agencyIdsBelow } from "../../store/agencies.ts";
import type { Reader } from "../../store/db.ts";
import type { MailLogKind } from "../../store/mail-log.ts";
import type { Principal } from "../access.ts";
import { isRootPath, powersOf } from "../directory/acts.ts";
import { MailError } from "../errors.ts";

/** Which agencies' letters somebody may follow; null: all. */
export type TraceScope = ReadonlySet<AgencyId> | null;

/** Facts that stand for the sender's side of a letter. */
const SENDING: ReadonlySet<MailLogKind> = new Set([
  "sent",
  "replied",
  "forwarded",
  "queued",
  "deferred",
  "relayed",
  "bounced",
]);

/** The principal's scope, as the settings are now. Throws access.denied. */
export async function traceScope(r: Reader, principal: Principal): Promise<TraceScope> {
  const paths = (await powersOf(r, principal)).paths("trace.view");
  if (paths.length === 0) throw new MailError("access.denied", "trace.view");
  return paths.some(isRootPath) ? null : new Set(await agencyIdsBelow(r, paths));
}

/**
 * What of a letter's facts may be seen: all of them when somebody of the own agencies sent it, else what concerns the own
 * agencies' mailboxes.
 */
export function visibleFacts<F extends { kind: MailLogKind; agency_id: AgencyId | null }>(
  facts: readonly F[],
  scope: TraceScope,
): F[] {
  const letter = facts.filter((f) => f.kind !== "opened" && f.kind !== "signedIn");
  if (scope === null) return letter;
  const own = letter.filter((f) => f.agency_id !== null && scope.has(f.agency_id));
  return own.some((f) => SENDING.has(f.kind)) ? letter : own;
}
