import type { AccountId, GroupId } from "@congthu/shared/ids";
import { deleteGroupMember, insertGroupMembers } from "../../store/addresses.ts";
import type { Tx } from "../../store/db.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { accountPower } from "../directory/account-power.ts";
import { MailError } from "../errors.ts";
import { groupPower } from "./read-groups.ts";

type Membership = { groupId: GroupId; accountId: AccountId };

/** Puts somebody into a group; how many the group reaches is the caller's to count when all are in. Throws notFound, account.notFound, access.denied. */
export async function joinGroupIn(app: Pick<App, "clock">, tx: Tx, principal: Principal, q: Membership): Promise<void> {
  const told = await membershipPower(tx, principal, q);
  await insertGroupMembers(tx, q.groupId, [q.accountId]);
  await appendAuditIn(app, tx, principal, { ...told.entry, detail: { name: told.name, added: told.address } });
}

/** Takes somebody out of a group; harmless when they are not in it. Throws notFound, account.notFound, access.denied. */
export async function leaveGroupIn(
  app: Pick<App, "clock">,
  tx: Tx,
  principal: Principal,
  q: Membership,
): Promise<void> {
  const told = await membershipPower(tx, principal, q);
  if (!(await deleteGroupMember(tx, q.groupId, q.accountId))) return;
  await appendAuditIn(app, tx, principal, { ...told.entry, detail: { name: told.name, removed: told.address } });
}

async function membershipPower(tx: Tx, principal: Principal, q: Membership) {
  const { group, mayChange } = await groupPower(tx, principal, q.groupId);
  if (!mayChange) throw new MailError("access.denied", "group.manage");
  const { account } = await accountPower(tx, principal, q.accountId);
  const subject = { subjectKind: "group" as const, subjectId: q.groupId, agencyId: group.agency_id };
  return { name: group.name, address: account.address, entry: { action: "group.changed" as const, ...subject } };
}
