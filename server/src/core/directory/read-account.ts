import type { AccountDetail } from "@congthu/shared/api/accounts";
import type { AccountId } from "@congthu/shared/ids";
import { hydrate } from "../../store/account-list.ts";
import { accountState } from "../../store/accounts.ts";
import { addressesOf } from "../../store/addresses.ts";
import type { Reader } from "../../store/db.ts";
import { clerksOf, grantsOf } from "../../store/grants.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { accountPower } from "./account-power.ts";
import { accountEntry } from "./list-accounts.ts";

/** One account with its addresses, roles and clerks, and what the principal may do with it. Throws account.notFound, access.denied. */
export function readAccount(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  accountId: AccountId,
): Promise<AccountDetail> {
  return app.db.read((r) => accountDetail(app, r, principal, accountId));
}

async function accountDetail(
  app: Pick<App, "clock">,
  r: Reader,
  principal: Principal,
  accountId: AccountId,
): Promise<AccountDetail> {
  const { account, acts } = await accountPower(r, principal, accountId);
  const [row] = await hydrate(r, [accountId]);
  if (!row) throw new Error(`account ${accountId} vanished`);
  const state = await accountState(r, accountId);
  const addresses = await addressesOf(r, accountId);
  const grants = await grantsOf(r, accountId);
  const clerks = await clerksOf(r, [accountId], app.clock.now());
  return {
    ...accountEntry(row),
    addresses: addresses.map((a) => ({ address: a.address, kind: a.kind })),
    messages: state?.used_count ?? 0,
    statusAt: account.status_at,
    passwordAt: account.password_at,
    grants: grants.map((g) => ({
      role: g.role,
      agencyId: g.agency_id,
      agencyName: g.agency_name,
      grantedAt: g.granted_at,
    })),
    clerks: clerks.map((c) => ({
      accountId: c.delegate_id,
      name: c.full_name,
      address: c.address,
      rights: c.rights,
      since: c.since,
    })),
    may: acts,
  };
}
