import * as routes from "@congthu/shared/api/audit";
import { listAudit } from "../core/audit/list-audit.ts";
import { verifyAudit } from "../core/audit/verify-audit.ts";
import { type Handler, handler } from "./handler.ts";

export const AUDIT_HANDLERS: readonly Handler[] = [
  handler(routes.listAudit, ({ app, principal, query }) => listAudit(app, principal, query)),
  handler(routes.verifyAuditChain, async ({ app }) => {
    const verdict = await verifyAudit(app);
    return verdict.ok
      ? { entries: verdict.entries, brokenAt: null, headHash: verdict.headHash }
      : { entries: verdict.entries, brokenAt: verdict.seq, headHash: null };
  }),
];
