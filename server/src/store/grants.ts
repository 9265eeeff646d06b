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
