import { addressKey, parseAddress } from "@congthu/shared/address";
import type { AccountId, GroupId } from "@congthu/shared/ids";
import { accountById } from "../../store/accounts.ts";
import { addressRow, groupById, type Posting } from "../../store/addresses.ts";
import type { Reader } from "../../store/db.ts";
import { domainRow } from "../../store/domains.ts";
import { groupKeepers } from "../../store/groups.ts";
import { groupReach } from "../groups/reach.ts";

/** Where an address leads. `members` are the accounts a group reaches, by hand, by rule and by the groups in it. */
export type Resolved =
  | { kind: "account"; accountId: AccountId; address: string }
  | {
      kind: "group";
      groupId: GroupId;
      address: string;
      members: AccountId[];
      posting: Posting;
      writers: AccountId[];
      moderators: AccountId[] | null;
    }
  | { kind: "remote"; address: string; domain: string }
  | { kind: "unknown"; address: string };

/**
 * Finds out who an address is. Local parts of our domains are case-insensitive; `name+detail` is `name`'s (RFC 5233 §1).
 * Departed and revoked accounts are unknown; a temporarily locked one still receives.
 */
export async function resolveRecipient(r: Reader, address: string): Promise<Resolved> {
  const parsed = parseAddress(address);
  if (!parsed) return { kind: "unknown", address };
  const domain = await domainRow(r, parsed.domain);
  if (!domain) return { kind: "remote", address, domain: parsed.domain };
  const key = addressKey(address);
  // After a merger the old domain leads to the new one; an address of its own goes before.
  const row =
    (await localRow(r, key)) ??
    (domain.alias_of === null
      ? undefined
      : await localRow(r, `${key.slice(0, key.lastIndexOf("@"))}@${domain.alias_of}`));
  if (!row || row.retired_at !== null) return { kind: "unknown", address };
  if (row.group_id) {
    const group = await groupById(r, row.group_id);
    if (!group || group.closed_at !== null) return { kind: "unknown", address };
    return {
      kind: "group",
      groupId: group.group_id,
      address,
      members: await groupReach(r, group.group_id),
      posting: group.posting,
      writers: group.posting === "writers" ? await groupKeepers(r, group.group_id, "writer") : [],
      moderators: group.moderated === 1 ? await groupKeepers(r, group.group_id, "moderator") : null,
    };
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
