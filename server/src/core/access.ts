import type { Role } from "@congthu/shared/api/route";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { type AccountRow, accountById } from "../store/accounts.ts";
import type { Reader } from "../store/db.ts";
import { delegationsTo, grantsOf } from "../store/grants.ts";
import type { Channel } from "../store/mail-log.ts";
import { MailError } from "./errors.ts";

/** A role with the part of the tree it covers: ids from the root, as in AgencyRow.path. */
export type Scope = { role: Role; agencyId: AgencyId; agencyName: string; path: string };

/** Who is acting, and by which way. */
export type Principal = {
  account: AccountRow;
  scopes: readonly Scope[];
  channel: Channel;
  ip: string;
};

/** The principal of an account with its roles as they are now. Throws auth.locked when it may not act. */
export async function principalOf(
  r: Reader,
  q: { accountId: AccountId; channel: Channel; ip: string },
): Promise<Principal> {
  const account = await accountById(r, q.accountId);
  if (account?.status !== "active") throw new MailError("auth.locked");
  const grants = await grantsOf(r, q.accountId);
  const scopes = grants.map((g) => ({
    role: g.role,
    agencyId: g.agency_id,
    agencyName: g.agency_name,
    path: g.path,
  }));
  return { account, scopes, channel: q.channel, ip: q.ip };
}

/** Whether the principal holds one of the roles over the agency at `path`. */
export function covers(p: Principal, roles: readonly Role[], path: string): boolean {
  return p.scopes.some((s) => roles.includes(s.role) && path.startsWith(s.path));
}

/** Throws access.denied unless the principal holds one of the roles over the agency at `path`. */
export function requireScope(p: Principal, roles: readonly Role[], path: string): void {
  if (!covers(p, roles, path)) throw new MailError("access.denied");
}

export type MailAccess = { owner: AccountRow; rights: "own" | "full" | "read" };

/** The mailboxes a person may work in: the own account first, then those delegated now. */
export async function mailAccounts(r: Reader, p: Pick<Principal, "account">, nowMs: number): Promise<MailAccess[]> {
  const out: MailAccess[] = [{ owner: p.account, rights: "own" }];
  for (const d of await delegationsTo(r, p.account.account_id, nowMs)) {
    const owner = await accountById(r, d.owner_id);
    if (owner && (owner.status === "active" || owner.status === "locked")) out.push({ owner, rights: d.rights });
  }
  return out;
}

export type SharedMail = { accountId: AccountId; address: string; rights: "full" | "read" };

/** The mailboxes of others somebody works in now, by address. */
export async function sharedMailOf(r: Reader, q: { accountId: AccountId; nowMs: number }): Promise<SharedMail[]> {
  const account = await accountById(r, q.accountId);
  const all = account ? await mailAccounts(r, { account }, q.nowMs) : [];
  return all
    .flatMap(({ owner, rights }) =>
      rights === "own" ? [] : [{ accountId: owner.account_id, address: owner.address, rights }],
    )
    .sort((a, b) => (a.address < b.address ? -1 : 1));
}

/** The address of an account. Throws account.notFound. */
export async function addressOf(r: Reader, accountId: AccountId): Promise<string> {
  const account = await accountById(r, accountId);
  if (!account) throw new MailError("account.notFound");
  return account.address;
}

/** Throws access.denied unless the person may read (or, with `write`, change) mail of the account. The one door to anybody's mail. */
export async function requireMail(
  r: Reader,
  p: Pick<Principal, "account">,
  q: { accountId: AccountId; nowMs: number; write: boolean },
): Promise<MailAccess> {
  const access = (await mailAccounts(r, p, q.nowMs)).find((a) => a.owner.account_id === q.accountId);
  if (!access || (q.write && access.rights === "read")) throw new MailError("access.denied");
  return access;
}
