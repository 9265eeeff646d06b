import type { GroupRuleView } from "@congthu/shared/api/groups";
import { fold } from "@congthu/shared/fold";
import type { AccountId, AgencyId, GroupId } from "@congthu/shared/ids";
import { randomId } from "../../lib/ids.ts";
import { addressRow, insertAddresses, insertGroup, type Posting } from "../../store/addresses.ts";
import { agencyById } from "../../store/agencies.ts";
import type { Tx } from "../../store/db.ts";
import { replaceGroupPeople, retireGroupAddress, updateGroup } from "../../store/groups.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { accountPower } from "../directory/account-power.ts";
import { powersOf } from "../directory/acts.ts";
import { isLocalPart } from "../directory/create-account.ts";
import { MailError } from "../errors.ts";
import { countReachIn } from "./count-reaches.ts";
import { groupPower } from "./read-groups.ts";

/** Everything about a group but its address. */
export type GroupContent = {
  name: string;
  posting: Posting;
  moderated: boolean;
  rule: GroupRuleView | null;
  members: readonly AccountId[];
  parts: readonly GroupId[];
  writers: readonly AccountId[];
  moderators: readonly AccountId[];
};

type Deps = Pick<App, "clock" | "db">;

/**
 * Opens a group at an address of its agency's domain. Rule, members and groups in it lie within what the principal administers.
 * Throws agency.notFound, access.denied, address.invalid, address.taken, invalid (moderated without a moderator).
 */
export function createGroup(
  app: Deps,
  principal: Principal,
  q: GroupContent & { agencyId: AgencyId; localPart: string },
): Promise<GroupId> {
  return app.db.write(async (tx) => {
    if (!isLocalPart(q.localPart)) throw new MailError("address.invalid", q.localPart);
    const agency = await agencyById(tx, q.agencyId);
    if (!agency) throw new MailError("agency.notFound");
    (await powersOf(tx, principal)).require("group.manage", agency.path);
    await requireContent(tx, principal, q, null);
    const address = `${q.localPart}@${agency.domain}`;
    if (await addressRow(tx, address)) throw new MailError("address.taken", address);
    const groupId = randomId<"group">("m");
    const at = app.clock.now();
    await insertGroup(tx, {
      ...{ group_id: groupId, agency_id: q.agencyId, address, name: q.name, fold: fold(q.name) },
      ...{ posting: q.posting, created_at: at, rule: q.rule && JSON.stringify(q.rule), moderated: q.moderated ? 1 : 0 },
    });
    await insertAddresses(tx, [
      { address, account_id: null, group_id: groupId, kind: "group", created_at: at, retired_at: null },
    ]);
    await replaceGroupPeople(tx, groupId, q);
    await countReachIn(tx, groupId);
    await note(app, tx, principal, {
      action: "group.created",
      groupId,
      agencyId: q.agencyId,
      detail: told(q, address),
    });
    return groupId;
  });
}

/** Replaces everything about a group but its address and agency. Throws notFound, access.denied, invalid. */
export function changeGroup(app: Deps, principal: Principal, groupId: GroupId, q: GroupContent): Promise<void> {
  return app.db.write(async (tx) => {
    const { group, mayChange } = await groupPower(tx, principal, groupId);
    if (!mayChange) throw new MailError("access.denied", "group.manage");
    await requireContent(tx, principal, q, groupId);
    await updateGroup(tx, groupId, {
      ...{ name: q.name, fold: fold(q.name), posting: q.posting, moderated: q.moderated ? 1 : 0 },
      rule: q.rule && JSON.stringify(q.rule),
    });
    await replaceGroupPeople(tx, groupId, q);
    await countReachIn(tx, groupId);
    const detail = told(q, group.address);
    await note(app, tx, principal, { action: "group.changed", groupId, agencyId: group.agency_id, detail });
  });
}

/** Closes a group; its address is never given again. What waits for its moderators still can be decided. Throws notFound, access.denied. */
export function closeGroup(app: Deps, principal: Principal, groupId: GroupId): Promise<void> {
  return app.db.write(async (tx) => {
    const { group, mayChange } = await groupPower(tx, principal, groupId);
    if (!mayChange) throw new MailError("access.denied", "group.manage");
    const at = app.clock.now();
    await updateGroup(tx, groupId, { closed_at: at });
    await retireGroupAddress(tx, group.address, at);
    const detail = { name: group.name, address: group.address };
    await note(app, tx, principal, { action: "group.closed", groupId, agencyId: group.agency_id, detail });
  });
}

/** Nobody gathers people they do not administer; a group that waits for moderators has one; no group is in itself. */
async function requireContent(tx: Tx, principal: Principal, q: GroupContent, self: GroupId | null): Promise<void> {
  if (q.moderated && q.moderators.length === 0) throw new MailError("invalid", "moderators");
  const powers = await powersOf(tx, principal);
  if (q.rule) {
    const agency = await agencyById(tx, q.rule.agencyId);
    if (!agency) throw new MailError("agency.notFound");
    powers.require("people.view", agency.path);
  }
  for (const id of new Set([...q.members, ...q.writers, ...q.moderators])) await accountPower(tx, principal, id);
  for (const part of q.parts) {
    if (part === self) throw new MailError("invalid", "a group in itself");
    await groupPower(tx, principal, part);
  }
}

function told(q: GroupContent, address: string) {
  return {
    ...{ name: q.name, address, posting: q.posting, moderated: q.moderated, members: q.members.length },
    ...(q.rule ? { rule: JSON.stringify(q.rule) } : {}),
  };
}

function note(
  app: Deps,
  tx: Tx,
  principal: Principal,
  q: {
    action: "group.created" | "group.changed" | "group.closed";
    groupId: GroupId;
    agencyId: AgencyId;
    detail: Record<string, string | number | boolean>;
  },
): Promise<void> {
  const subject = { subjectKind: "group" as const, subjectId: q.groupId, agencyId: q.agencyId };
  return appendAuditIn(app, tx, principal, { action: q.action, ...subject, detail: q.detail });
}
