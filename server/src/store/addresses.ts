import type { AccountId, AgencyId, GroupId } from "@congthu/shared/ids";
import type { AccountStatus } from "./accounts.ts";
import type { Reader, Row, Tx } from "./db.ts";
import { chunks, holes } from "./db.ts";

export type AddressKind = "primary" | "alias" | "group" | "reserved";

/** Every address ever given; a retired one is never given again. Stored in the form of shared/address addressKey. */
export type AddressRow = {
  address: string;
  account_id: AccountId | null;
  group_id: GroupId | null;
  kind: AddressKind;
  created_at: number;
  retired_at: number | null;
};

/** Adds addresses; a taken one fails with the engine's constraint error, so check before. */
export async function insertAddresses(tx: Tx, rows: readonly AddressRow[]): Promise<void> {
  for (const part of chunks(rows, 500)) {
    await tx.run(
      `INSERT INTO address (address, account_id, group_id, kind, created_at, retired_at) VALUES ${holes(6, part.length)}`,
      ...part.flatMap((a) => [a.address, a.account_id, a.group_id, a.kind, a.created_at, a.retired_at]),
    );
  }
}

/** The row of one address (folded by addressKey), retired ones included. */
export function addressRow(r: Reader, address: string): Promise<AddressRow | undefined> {
  return r.get<AddressRow & Row>(`SELECT * FROM address WHERE address = ?`, address);
}

/** The account behind an address with its status and room, in one go; undefined when it is no living account's. */
export function receiverAt(
  r: Reader,
  address: string,
): Promise<
  | { account_id: AccountId; agency_id: AgencyId; status: AccountStatus; quota_bytes: number; used_bytes: number }
  | undefined
> {
  return r.get(
    `SELECT a.account_id, a.agency_id, a.status, a.quota_bytes, s.used_bytes FROM address d JOIN account a ON a.account_id = d.account_id
      JOIN account_state s ON s.account_id = a.account_id WHERE d.address = ? AND d.retired_at IS NULL`,
    address,
  );
}

/** Which of these addresses were ever given. */
export async function takenAddresses(r: Reader, addresses: readonly string[]): Promise<Set<string>> {
  const out = new Set<string>();
  for (const part of chunks(addresses, 500)) {
    const rows = await r.all<{ address: string }>(
      `SELECT address FROM address WHERE address IN ${holes(part.length)}`,
      ...part,
    );
    for (const row of rows) out.add(row.address);
  }
  return out;
}

/** The living addresses of an account, the primary one first. */
export function addressesOf(r: Reader, accountId: AccountId): Promise<AddressRow[]> {
  return r.all<AddressRow & Row>(
    `SELECT * FROM address WHERE account_id = ? AND retired_at IS NULL ORDER BY CASE WHEN kind = 'primary' THEN 0 ELSE 1 END, address`,
    accountId,
  );
}

/** Members of a group, by account id. */
export async function groupMembers(r: Reader, groupId: GroupId): Promise<AccountId[]> {
  const rows = await r.all<{ account_id: AccountId }>(
    `SELECT account_id FROM group_member WHERE group_id = ? ORDER BY account_id`,
    groupId,
  );
  return rows.map((row) => row.account_id);
}

/** `open` takes mail from anyone, `internal` from our own accounts, `members` from its members, `writers` from those named. */
export type Posting = "open" | "internal" | "members" | "writers";
export type GroupRow = {
  group_id: GroupId;
  agency_id: AgencyId;
  address: string;
  name: string;
  fold: string;
  posting: Posting;
  created_at: number;
  /** JSON of a GroupRule, for a group that is not filled by hand alone. */
  rule: string | null;
  /** 1: letters wait for one of its moderators. */
  moderated: number;
  closed_at: number | null;
  /** Mailboxes it reached when that was counted last. */
  reach: number;
};

/** A group as it is opened. */
export type NewGroup = Omit<GroupRow, "rule" | "moderated" | "closed_at" | "reach"> &
  Partial<Pick<GroupRow, "rule" | "moderated" | "reach">>;

/** One group, or undefined. */
export function groupById(r: Reader, groupId: GroupId): Promise<GroupRow | undefined> {
  return r.get<GroupRow & Row>(`SELECT * FROM mail_group WHERE group_id = ?`, groupId);
}

/** Adds a group without members. */
export async function insertGroup(tx: Tx, g: NewGroup): Promise<void> {
  await tx.run(
    `INSERT INTO mail_group (group_id, agency_id, address, name, fold, posting, created_at, rule, moderated, reach)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    g.group_id,
    g.agency_id,
    g.address,
    g.name,
    g.fold,
    g.posting,
    g.created_at,
    g.rule ?? null,
    g.moderated ?? 0,
    g.reach ?? 0,
  );
}

/** Adds members; those in it already stay. */
export async function insertGroupMembers(tx: Tx, groupId: GroupId, accountIds: readonly AccountId[]): Promise<void> {
  for (const part of chunks(accountIds, 500)) {
    await tx.run(
      `INSERT INTO group_member (group_id, account_id) VALUES ${holes(2, part.length)} ON CONFLICT DO NOTHING`,
      ...part.flatMap((id) => [groupId, id]),
    );
  }
}

/** Takes a member out; gives whether it was in. */
export async function deleteGroupMember(tx: Tx, groupId: GroupId, accountId: AccountId): Promise<boolean> {
  return (await tx.run(`DELETE FROM group_member WHERE group_id = ? AND account_id = ?`, groupId, accountId)) > 0;
}

/** Takes the addresses of an account out of use; they stay known, so that nobody gets them again. */
export async function retireAddresses(tx: Tx, accountId: AccountId, nowMs: number): Promise<void> {
  await tx.run(`UPDATE address SET retired_at = ? WHERE account_id = ? AND retired_at IS NULL`, nowMs, accountId);
}

/** Makes one of an account's addresses the primary one and the others aliases. */
export async function setPrimaryAddress(tx: Tx, accountId: AccountId, address: string): Promise<void> {
  await tx.run(
    `UPDATE address SET kind = CASE WHEN address = ? THEN 'primary' ELSE 'alias' END WHERE account_id = ? AND retired_at IS NULL`,
    address,
    accountId,
  );
}
