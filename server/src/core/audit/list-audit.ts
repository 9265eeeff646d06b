import type { AuditEntryView } from "@congthu/shared/api/audit";
import type { AuditAction } from "@congthu/shared/audit-actions";
import { addDays, startOfLocalDay } from "@congthu/shared/dates";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { type AuditListRow, listAudit as listAuditRows } from "../../store/audit.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { isRootPath, powersOf } from "../directory/acts.ts";
import { visibleAgency } from "../directory/agency-tree.ts";
import { MailError } from "../errors.ts";

export type AuditQuery = {
  agencyId?: AgencyId | undefined;
  actorId?: AccountId | undefined;
  subjectId?: string | undefined;
  action?: AuditAction | undefined;
  /** Local days, both included. */
  fromDay?: string | undefined;
  toDay?: string | undefined;
  before?: number | undefined;
  limit: number;
};

/**
 * A page of the audit, newest first: all of it for whoever may see the whole, else what concerns the agencies of the principal.
 * Throws access.denied, agency.notFound.
 */
export function listAudit(
  app: Pick<App, "db">,
  principal: Principal,
  q: AuditQuery,
): Promise<{ items: AuditEntryView[]; next: number | null }> {
  return app.db.read(async (r) => {
    const powers = await powersOf(r, principal);
    const paths = powers.paths("audit.view");
    if (paths.length === 0) throw new MailError("access.denied");
    const whole = paths.some(isRootPath);
    const agency = q.agencyId === undefined ? undefined : await visibleAgency(r, powers, q.agencyId);
    if (agency) powers.require("audit.view", agency.path);
    const rows = await listAuditRows(
      r,
      {
        paths: agency ? [agency.path] : whole ? null : paths,
        actorId: q.actorId,
        subjectId: q.subjectId,
        action: q.action,
        from: q.fromDay === undefined ? undefined : startOfLocalDay(q.fromDay),
        to: q.toDay === undefined ? undefined : startOfLocalDay(addDays(q.toDay, 1)),
      },
      { before: q.before ?? Number.MAX_SAFE_INTEGER, limit: q.limit + 1 },
    );
    const shown = rows.slice(0, q.limit);
    return { items: shown.map(view), next: rows.length > q.limit ? (shown.at(-1)?.seq ?? null) : null };
  });
}

function view(row: AuditListRow): AuditEntryView {
  return {
    seq: row.seq,
    at: row.at,
    actor: row.actor_id ? { id: row.actor_id, name: row.actor_name ?? "", address: row.actor_address ?? "" } : null,
    channel: row.channel,
    ip: row.ip,
    action: row.action as AuditAction,
    subject: { kind: row.subject_kind, id: row.subject_id, name: row.subject_name ?? "" },
    agencyName: row.agency_name,
    detail: JSON.parse(row.detail) as Record<string, unknown>,
    hash: row.hash,
  };
}
