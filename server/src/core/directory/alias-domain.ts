import { domainRow, setDomainAlias } from "../../store/domains.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { MailError } from "../errors.ts";
import { requireWhole } from "./acts.ts";

/**
 * Lets an old domain lead to another of ours, as after the merger of two provinces: `name@old` reaches `name@new` unless it is an address of its own.
 * Throws access.denied, domain.notFound, invalid (to itself, or to one that leads elsewhere).
 */
export function aliasDomain(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: { domain: string; aliasOf: string },
): Promise<void> {
  requireWhole(principal, "settings.change");
  return app.db.write(async (tx) => {
    const from = await domainRow(tx, q.domain);
    const to = await domainRow(tx, q.aliasOf);
    if (!from || !to) throw new MailError("domain.notFound");
    if (q.domain === q.aliasOf || to.alias_of !== null) throw new MailError("invalid", "aliasOf");
    await setDomainAlias(tx, q.domain, q.aliasOf);
    await appendAuditIn(app, tx, principal, {
      action: "domain.aliased",
      subjectKind: "domain",
      subjectId: q.domain,
      agencyId: null,
      detail: { before: from.alias_of, after: q.aliasOf },
    });
  });
}
