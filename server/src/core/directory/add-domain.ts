import { parseAddress } from "@congthu/shared/address";
import { domainRow, insertDomain } from "../../store/domains.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { MailError } from "../errors.ts";
import { requireWhole } from "./acts.ts";

/** Makes a domain ours: its mail is taken from now on. Throws access.denied, address.invalid (no domain name), agency.exists (served already). */
export function addDomain(app: Pick<App, "clock" | "db">, principal: Principal, name: string): Promise<void> {
  requireWhole(principal, "settings.change");
  const domain = name.trim().toLowerCase();
  if (!parseAddress(`x@${domain}`) || !domain.includes(".")) throw new MailError("address.invalid", domain);
  return app.db.write(async (tx) => {
    if (await domainRow(tx, domain)) throw new MailError("agency.exists", domain);
    const created_at = app.clock.now();
    await insertDomain(tx, { domain, agency_id: null, created_at, dkim_selector: null, dkim_key: null });
    await appendAuditIn(app, tx, principal, {
      action: "domain.added",
      subjectKind: "domain",
      subjectId: domain,
      agencyId: null,
    });
  });
}
