import type { GroupDetail, GroupEntry, GroupRuleView, Somebody } from "@congthu/shared/api/groups";
import { fold } from "@congthu/shared/fold";
import type { AccountId, AgencyId, GroupId } from "@congthu/shared/ids";
import { groupById, groupMembers } from "../../store/addresses.ts";
import { agencyById } from "../../store/agencies.ts";
import type { Reader } from "../../store/db.ts";
import { groupKeepers, groupParts, groupsBelow, type ListedGroup } from "../../store/groups.ts";
import { peopleByIds } from "../../store/people.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { powersOf } from "../directory/acts.ts";
import { visibleAgency } from "../directory/agency-tree.ts";
import { MailError } from "../errors.ts";
import { reachOf, ruleOf } from "./reach.ts";

/** The groups of the agencies somebody may see, by name. Throws access.denied, agency.notFound. */
export function listGroups(
  app: Pick<App, "db">,
  principal: Principal,
  q: { agencyId?: AgencyId | undefined; text: string },
): Promise<GroupEntry[]> {
  return app.db.read(async (r) => {
    const powers = await powersOf(r, principal);
    const agency = q.agencyId === undefined ? undefined : await visibleAgency(r, powers, q.agencyId);
    if (agency) powers.require("people.view", agency.path);
    const words = fold(q.text)
      .split(/\s+/)
      .filter((w) => w !== "");
    const rows = await groupsBelow(r, agency ? [agency.path] : powers.paths("people.view"));
    return rows.filter((g) => words.every((w) => `${g.fold} ${g.address}`.includes(w))).map(entryOf);
  });
}

/** All about one group. Throws notFound, access.denied. */
export function readGroup(app: Pick<App, "db">, principal: Principal, groupId: GroupId): Promise<GroupDetail> {
  return app.db.read(async (r) => {
    const { group, mayChange } = await groupPower(r, principal, groupId);
    const rule = ruleOf(group.rule);
    const parts = await groupParts(r, groupId);
    const inside = await Promise.all(parts.map((id) => groupById(r, id)));
    return {
      ...entryOf(group),
      rule: rule as GroupRuleView | null,
      ruleAgencyName: rule ? ((await agencyById(r, rule.agencyId))?.name ?? "") : "",
      members: await somebodies(r, await groupMembers(r, groupId)),
      parts: inside.flatMap((g) => (g ? [{ id: g.group_id, name: g.name, address: g.address, reach: g.reach }] : [])),
      writers: await somebodies(r, await groupKeepers(r, groupId, "writer")),
      moderators: await somebodies(r, await groupKeepers(r, groupId, "moderator")),
      mayChange,
    };
  });
}

/** The group when the principal may see it, and whether they may change it. Throws notFound, access.denied. */
export async function groupPower(
  r: Reader,
  principal: Principal,
  groupId: GroupId,
): Promise<{ group: ListedGroup; mayChange: boolean }> {
  const row = await groupById(r, groupId);
  const agency = row && row.closed_at === null ? await agencyById(r, row.agency_id) : undefined;
  if (!row || !agency) throw new MailError("notFound", "group");
  const powers = await powersOf(r, principal);
  powers.require("people.view", agency.path);
  return {
    group: { ...row, agency_name: agency.name, path: agency.path },
    mayChange: powers.may("group.manage", agency.path),
  };
}

/** Whom such a group would reach today: how many, and the first of them. Throws access.denied (a rule or members beyond one's own agencies). */
export function previewGroup(
  app: Pick<App, "db">,
  principal: Principal,
  q: { rule: GroupRuleView | null; members: readonly AccountId[]; parts: readonly GroupId[] },
): Promise<{ reach: number; first: Somebody[] }> {
  return app.db.read(async (r) => {
    const powers = await powersOf(r, principal);
    if (q.rule) powers.require("people.view", (await visibleAgency(r, powers, q.rule.agencyId)).path);
    for (const part of q.parts) await groupPower(r, principal, part);
    const ids = await reachOf(r, { groups: q.parts, members: q.members, rules: q.rule ? [q.rule] : [] });
    return { reach: ids.length, first: await somebodies(r, ids.slice(0, 10)) };
  });
}

function entryOf(g: ListedGroup): GroupEntry {
  return {
    id: g.group_id,
    name: g.name,
    address: g.address,
    agencyId: g.agency_id,
    agencyName: g.agency_name,
    posting: g.posting,
    moderated: g.moderated === 1,
    byRule: g.rule !== null,
    reach: g.reach,
  };
}

async function somebodies(r: Reader, ids: readonly AccountId[]): Promise<Somebody[]> {
  const people = await peopleByIds(r, ids);
  return people
    .toSorted((a, b) => (a.sort_key < b.sort_key ? -1 : 1))
    .map((p) => ({ id: p.account_id, name: p.full_name, address: p.address, agencyName: p.agency_name }));
}
