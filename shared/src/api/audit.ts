import { z } from "zod";
import { AUDIT_ACTIONS } from "../audit-actions.ts";
import { accountId, agencyId, count, instant, localDay, NO_BODY, NONE, pageSize } from "./fields.ts";
import { defineRoute, type Role } from "./route.ts";

const READERS: readonly Role[] = ["system", "agency", "auditor"];

export const auditEntry = z.object({
  seq: count,
  at: instant,
  /** Null: the system or the command line. */
  actor: z.object({ id: accountId, name: z.string(), address: z.string() }).nullable(),
  channel: z.string(),
  ip: z.string(),
  action: z.enum(AUDIT_ACTIONS),
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  agencyName: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export type AuditEntryView = z.infer<typeof auditEntry>;

export const listAudit = defineRoute({
  name: "listAudit",
  method: "GET",
  path: "/api/audit",
  audience: READERS,
  params: NONE,
  query: z.strictObject({
    agencyId: agencyId.optional(),
    actorId: accountId.optional(),
    subjectId: z.string().max(100).optional(),
    action: z.enum(AUDIT_ACTIONS).optional(),
    fromDay: localDay.optional(),
    toDay: localDay.optional(),
    before: z.coerce.number().int().min(1).optional(),
    limit: pageSize,
  }),
  body: NO_BODY,
  /** Newest first; `next` goes into `before`. */
  reply: z.object({ items: z.array(auditEntry), next: count.nullable() }),
});

export const verifyAuditChain = defineRoute({
  name: "verifyAuditChain",
  method: "POST",
  path: "/api/audit/verification",
  audience: ["system", "auditor"],
  params: NONE,
  query: NONE,
  body: NO_BODY,
  /** `brokenAt` is the first entry that does not fit; null when the chain holds. */
  reply: z.object({ entries: count, brokenAt: count.nullable(), headHash: z.string().nullable() }),
});
