import type { Role } from "@congthu/shared/api/route";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";
import { chunks, holes } from "./db.ts";

/** A role over an agency and all below it. */
export type GrantRow = {
  account_id: AccountId;
  role: Role;
  agency_id: AgencyId;
  granted_at: number;
  granted_by: AccountId | null;
};

/** Gives roles; one given already stays. */
export async function insertGrants(tx: Tx, rows: readonly GrantRow[]): Promise<void> {
  for (const part of chunks(rows, 500)) {
    await tx.run(
      `INSERT INTO role_grant (account_id, role, agency_id, granted_at, granted_by) VALUES ${holes(5, part.length)} ON CONFLICT DO NOTHING`,
      ...part.flatMap((g) => [g.account_id, g.role, g.agency_id, g.granted_at, g.granted_by]),
    );
  }
}

/** The roles of an account, each with the path and name of the agency it covers. */
export function grantsOf(
  r: Reader,
  accountId: AccountId,
): Promise<(GrantRow & { path: string; agency_name: string })[]> {
  return r.all<GrantRow & { path: string; agency_name: string } & Row>(
    `SELECT g.*, a.path, a.name AS agency_name FROM role_grant g JOIN agency a ON a.agency_id = g.agency_id WHERE g.account_id = ? ORDER BY g.role, a.path`,
    accountId,
  );
}

/** Leave to work in a mailbox of another account: clerks of an agency mailbox. `rights`: `full` reads, writes and sends. */
export type DelegationRow = {
  owner_id: AccountId;
  delegate_id: AccountId;
  rights: "full" | "read";
  since: number;
  until: number | null;
};

/** Lets delegates into mailboxes; a second grant replaces the first. */
export async function putDelegations(tx: Tx, rows: readonly DelegationRow[]): Promise<void> {
  for (const part of chunks(rows, 500)) {
    await tx.run(
      `INSERT INTO delegation (owner_id, delegate_id, rights, since, until) VALUES ${holes(5, part.length)}
        ON CONFLICT (owner_id, delegate_id) DO UPDATE SET rights = excluded.rights, since = excluded.since, until = excluded.until`,
      ...part.flatMap((d) => [d.owner_id, d.delegate_id, d.rights, d.since, d.until]),
    );
  }
}

/** The mailboxes of others an account may work in at `nowMs`. */
export function delegationsTo(r: Reader, delegateId: AccountId, nowMs: number): Promise<DelegationRow[]> {
  return r.all<DelegationRow & Row>(
    `SELECT * FROM delegation WHERE delegate_id = ? AND since <= ? AND (until IS NULL OR until > ?) ORDER BY owner_id`,
    delegateId,
    nowMs,
    nowMs,
  );
}

/** Takes a role back; false when it was not held. */
export async function deleteGrant(tx: Tx, g: Pick<GrantRow, "account_id" | "role" | "agency_id">): Promise<boolean> {
  const n = await tx.run(
    `DELETE FROM role_grant WHERE account_id = ? AND role = ? AND agency_id = ?`,
    g.account_id,
    g.role,
    g.agency_id,
  );
  return n > 0;
}

/** How many other accounts that may sign in hold a role over exactly this agency. */
export async function otherHolders(r: Reader, g: Pick<GrantRow, "account_id" | "role" | "agency_id">): Promise<number> {
  const row = await r.get<{ n: number }>(
    `SELECT COUNT(*) AS n FROM role_grant g JOIN account a ON a.account_id = g.account_id
      WHERE g.agency_id = ? AND g.role = ? AND g.account_id <> ? AND a.status = 'active'`,
    g.agency_id,
    g.role,
    g.account_id,
  );
  return row?.n ?? 0;
}

/** Ends a delegation; false when there was none. */
export async function deleteDelegation(tx: Tx, ownerId: AccountId, delegateId: AccountId): Promise<boolean> {
  return (await tx.run(`DELETE FROM delegation WHERE owner_id = ? AND delegate_id = ?`, ownerId, delegateId)) > 0;
}

/** Somebody who may work in a mailbox of another account. */
export type ClerkRow = DelegationRow & { full_name: string; address: string };

/** Who may work in these mailboxes at `nowMs`, by name. */
export async function clerksOf(r: Reader, ownerIds: readonly AccountId[], nowMs: number): Promise<ClerkRow[]> {
  if (ownerIds.length === 0) return [];
  return r.all<ClerkRow & Row>(
    `SELECT d.*, a.full_name, a.address FROM delegation d JOIN account a ON a.account_id = d.delegate_id
      WHERE d.owner_id IN ${holes(ownerIds.length)} AND (d.until IS NULL OR d.until > ?) ORDER BY d.owner_id, a.sort_key, a.account_id`,
    ...ownerIds,
    nowMs,
  );
}

/** The addresses of those who administer one agency itself and are in use, in order. */
export async function administratorAddresses(r: Reader, agencyId: AgencyId): Promise<string[]> {
  const rows = await r.all<{ address: string }>(
    `SELECT a.address FROM role_grant g JOIN account a ON a.account_id = g.account_id
      WHERE g.agency_id = ? AND g.role = 'agency' AND a.status = 'active' ORDER BY a.address`,
    agencyId,
  );
  return rows.map((row) => row.address);
}
