import type { AdminAct } from "@congthu/shared/admin-acts";
import type { AccountId } from "@congthu/shared/ids";
import { type AccountRow, accountById } from "../../store/accounts.ts";
import { type AgencyRow, agencyById } from "../../store/agencies.ts";
import type { Reader } from "../../store/db.ts";
import { grantsOf } from "../../store/grants.ts";
import type { Principal } from "../access.ts";
import { MailError } from "../errors.ts";
import { type Powers, powersOf } from "./acts.ts";

/** Acts that would give the actor the powers, or the mailbox, of the account acted upon. */
const TAKING: ReadonlySet<AdminAct> = new Set(["account.edit", "account.lock", "account.reset", "account.depart"]);

/** An account and what the principal may do with it. */
export type AccountPower = { account: AccountRow; agency: AgencyRow; powers: Powers; acts: AdminAct[] };

/**
 * The account when the principal may see it, with the acts allowed on it. Whoever holds a role is kept by those alone who could have given it, and
 * nobody locks or resets themself. Throws account.notFound, access.denied.
 */
export async function accountPower(r: Reader, principal: Principal, accountId: AccountId): Promise<AccountPower> {
  const account = await accountById(r, accountId);
  const agency = account && (await agencyById(r, account.agency_id));
  if (!account || !agency) throw new MailError("account.notFound");
  const powers = await powersOf(r, principal);
  powers.require("people.view", agency.path);
  const grants = await grantsOf(r, accountId);
  const above = grants.every((g) => powers.may("role.grant", g.path));
  const self = accountId === principal.account.account_id;
  const acts = powers.acts(agency.path).filter((act) => {
    if (act === "mailbox.clerks") return account.kind === "agency";
    if (act === "role.grant") return account.kind !== "agency";
    if (act === "account.reset" && account.kind === "agency") return false;
    if (act === "inquiry.ask" || act === "inquiry.decide") return account.kind === "person" && !self;
    if (!TAKING.has(act)) return true;
    return above && (act === "account.edit" || !self);
  });
  return { account, agency, powers, acts };
}

/** The same, when the act is allowed on the account. Throws account.notFound, access.denied. */
export async function requireOnAccount(
  r: Reader,
  principal: Principal,
  accountId: AccountId,
  act: AdminAct,
): Promise<AccountPower> {
  const power = await accountPower(r, principal, accountId);
  if (!power.acts.includes(act)) throw new MailError("access.denied", act);
  return power;
}
