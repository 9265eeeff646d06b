import type { AuditAction } from "@congthu/shared/audit-actions";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { insertAudit, lockAuditHead } from "../../store/audit.ts";
import type { Tx } from "../../store/db.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { canonicalJson, entryHash, type Json } from "./entry-hash.ts";

export type AuditEntry = {
  action: AuditAction;
  subjectKind:
    | "account"
    | "agency"
    | "domain"
    | "setting"
    | "report"
    | "system"
    | "import"
    | "queue"
    | "letter"
    | "group";
  subjectId: string;
  agencyId: AgencyId | null;
  /** What changed, before and after; never a password, a token or anything of a letter. */
  detail?: { readonly [key: string]: Json | undefined };
};

/** Who acts: a signed-in person, or `null` for the system itself; the operator at the command line has no account id. */
export type Actor = Pick<Principal, "account" | "channel" | "ip"> | null;

/** Writes what was done into the audit, in the transaction that does it: both happen or neither. */
export async function appendAuditIn(app: Pick<App, "clock">, tx: Tx, actor: Actor, entry: AuditEntry): Promise<void> {
  const head = await lockAuditHead(tx);
  const row = {
    seq: head.seq + 1,
    at: app.clock.now(),
    actor_id: actor?.account.account_id || (null as AccountId | null),
    channel: actor?.channel ?? "system",
    ip: actor?.ip ?? "",
    action: entry.action,
    subject_kind: entry.subjectKind,
    subject_id: entry.subjectId,
    agency_id: entry.agencyId,
    detail: canonicalJson(entry.detail ?? {}),
    prev_hash: head.hash,
  };
  await insertAudit(tx, { ...row, hash: entryHash(row) });
}
