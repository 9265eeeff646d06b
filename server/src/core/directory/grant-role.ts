import type { Role } from "@congthu/shared/api/route";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { agencyById } from "../../store/agencies.ts";
import type { Tx } from "../../store/db.ts";
import { deleteGrant, insertGrants, otherHolders } from "../../store/grants.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { MailError } from "../errors.ts";
import { requireOnAccount } from "./account-power.ts";

type Deps = Pick<App, "clock" | "db">;
type Grant = { role: Role; agencyId: AgencyId };

/** Gives a person a role over an agency and all below it. Throws account.notFound, agency.notFound, access.denied. */
export function grantRole(app: Deps, principal: Principal, accountId: AccountId, q: Grant): Promise<void> {
  return app.db.write(async (tx) => {
    const account = await grantable(tx, principal, accountId, q);
    await insertGrants(tx, [
      {
        account_id: accountId,
        role: q.role,
        agency_id: q.agencyId,
        granted_at: app.clock.now(),
        granted_by: principal.account.account_id || null,
      },
    ]);
    await appendAuditIn(app, tx, principal, {
      action: "role.granted",
      subjectKind: "account",
      subjectId: accountId,
      agencyId: account.agency_id,
      detail: q,
    });
  });
}

/**
 * Takes a role back. Throws account.notFound, notFound (it was not held), access.denied (also for the last system administrator of the whole).
 */
export function revokeRole(app: Deps, principal: Principal, accountId: AccountId, q: Grant): Promise<void> {
  return app.db.write(async (tx) => {
    const account = await grantable(tx, principal, accountId, q);
    const grant = { account_id: accountId, role: q.role, agency_id: q.agencyId };
    const agency = await agencyById(tx, q.agencyId);
    if (q.role === "system" && agency?.parent_id === null && (await otherHolders(tx, grant)) === 0)
      throw new MailError("access.denied", "the last system administrator");
    if (!(await deleteGrant(tx, grant))) throw new MailError("notFound");
    await appendAuditIn(app, tx, principal, {
      action: "role.revoked",
      subjectKind: "account",
      subjectId: accountId,
      agencyId: account.agency_id,
      detail: q,
    });
  });
}

async function grantable(tx: Tx, principal: Principal, accountId: AccountId, q: Grant) {
  const { account, powers } = await requireOnAccount(tx, principal, accountId, "role.grant");
  const agency = await agencyById(tx, q.agencyId);
  if (!agency) throw new MailError("agency.notFound");
  powers.require("role.grant", agency.path);
  return account;
}
