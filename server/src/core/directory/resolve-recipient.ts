import { addressKey, parseAddress } from "@congthu/shared/address";
import type { AccountId, GroupId } from "@congthu/shared/ids";
import { accountById } from "../../store/accounts.ts";
import { addressRow, groupById, groupMembers, type Posting } from "../../store/addresses.ts";
import type { Reader } from "../../store/db.ts";
import { domainRow } from "../../store/domains.ts";

/** Where an address leads. `members` are the accounts a group reaches. */
export type Resolved =
  | { kind: "account"; accountId: AccountId; address: string }
  | { kind: "group"; groupId: GroupId; address: string; members: AccountId[]; posting: Posting }
  | { kind: "remote"; address: string; domain: string }
  | { kind: "unknown"; address: string };

/**
 * Finds out who an address is. Local parts of our domains are case-insensitive; `name+detail` is `name`'s (RFC 5233 §1).
 * Departed and revoked accounts are unknown; a temporarily locked one still receives.
 */
export async function resolveRecipient(r: Reader, address: string): Promise<Resolved> {
  const parsed = parseAddress(address);
  if (!parsed) return { kind: "unknown", address };
  if (!(await domainRow(r, parsed.domain))) return { kind: "remote", address, domain: parsed.domain };
  const row = await localRow(r, addressKey(address));
  if (!row || row.retired_at !== null) return { kind: "unknown", address };
  if (row.group_id) {
    const group = await groupById(r, row.group_id);
    const members = await groupMembers(r, row.group_id);
    return { kind: "group", groupId: row.group_id, address, members, posting: group?.posting ?? "members" };
  }
  const account = row.account_id ? await accountById(r, row.account_id) : undefined;
  if (!account || account.status === "departed" || account.status === "revoked") return { kind: "unknown", address };
  return { kind: "account", accountId: account.account_id, address };
}

async function localRow(r: Reader, key: string) {
  const exact = await addressRow(r, key);
  const at = key.lastIndexOf("@");
  const plus = key.indexOf("+");
  if (exact || plus < 1 || plus > at) return exact;
  return addressRow(r, key.slice(0, plus) + key.slice(at));
}
