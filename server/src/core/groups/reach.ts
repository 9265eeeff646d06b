import type { AccountId, GroupId } from "@congthu/shared/ids";
import { groupById, groupMembers } from "../../store/addresses.ts";
import { agencyById } from "../../store/agencies.ts";
import type { Reader } from "../../store/db.ts";
import { accountsByRule, type GroupRule, groupParts } from "../../store/groups.ts";

/** Groups inside groups that are followed; a circle ends of itself, since each is looked at once. */
const MOST_PARTS = 500;

/** The accounts a group reaches: its members by hand, those its rule names today, and those of the groups in it. By account id, each once. */
export async function groupReach(r: Reader, groupId: GroupId): Promise<AccountId[]> {
  return reachOf(r, { groups: [groupId], members: [], rules: [] });
}

/** The same for a group that is only being thought of. */
export async function reachOf(
  r: Reader,
  q: { groups: readonly GroupId[]; members: readonly AccountId[]; rules: readonly GroupRule[] },
): Promise<AccountId[]> {
  const out = new Set<AccountId>(q.members);
  for (const rule of q.rules) for (const id of await ruledAccounts(r, rule)) out.add(id);
  const seen = new Set<GroupId>();
  const open = [...q.groups];
  for (let id = open.shift(); id !== undefined && seen.size < MOST_PARTS; id = open.shift()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const group = await groupById(r, id);
    if (!group || group.closed_at !== null) continue;
    for (const member of await groupMembers(r, id)) out.add(member);
    const rule = ruleOf(group.rule);
    if (rule) for (const member of await ruledAccounts(r, rule)) out.add(member);
    open.push(...(await groupParts(r, id)));
  }
  return [...out].sort();
}

/** The rule as it is stored; null for a group by hand. */
export function ruleOf(text: string | null): GroupRule | null {
  return text === null ? null : (JSON.parse(text) as GroupRule);
}

async function ruledAccounts(r: Reader, rule: GroupRule): Promise<AccountId[]> {
  const agency = await agencyById(r, rule.agencyId);
  return agency ? accountsByRule(r, agency.path, rule) : [];
}
