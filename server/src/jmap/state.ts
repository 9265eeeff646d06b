import type { SyncPoint } from "../core/mailbox/email-changes.ts";
import { MethodFailure } from "./failure.ts";

/** The state of an account's data: its modseq. Between two pages of changes also where the client began, "120-7". RFC 8620 §5.2 */
export function stateString(at: SyncPoint | number): string {
  if (typeof at === "number") return String(at);
  return at.origin === at.modseq ? String(at.modseq) : `${at.modseq}-${at.origin}`;
}

/** Reads a state a client was given. Throws cannotCalculateChanges for anything else. */
export function readState(text: string): SyncPoint {
  const m = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(text);
  if (!m) throw new MethodFailure("cannotCalculateChanges", "unknown state");
  const modseq = Number(m[1]);
  return { modseq, origin: m[2] === undefined ? modseq : Number(m[2]) };
}
