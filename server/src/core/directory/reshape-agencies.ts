import { localDay, localDayNumber } from "@congthu/shared/dates";
import type { AgencyId } from "@congthu/shared/ids";
import { type AccountRow, accountsOfAgency, updateAccount } from "../../store/accounts.ts";
import { type AgencyRow, agencyById, agencyChildren, moveSubtree, updateAgency } from "../../store/agencies.ts";
import { handOverAgency, insertAgencyLink } from "../../store/agency-history.ts";
import type { Tx } from "../../store/db.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { MailError } from "../errors.ts";
import { joinTransaction } from "../join-transaction.ts";
import { changeAddressIn } from "../provisioning/change-address.ts";
import { powersOf } from "./acts.ts";
import { moveAccountIn } from "./change-account.ts";
import { createAgency, type NewAgency } from "./create-agency.ts";
import { proposeAddressesIn } from "./propose-addresses.ts";

type Deps = Pick<App, "changes" | "clock" | "db" | "signOuts">;
type Paper = { onDay: string; document: string };

/**
 * Agencies become part of another one: their accounts, sub-agencies, groups and the roles over them go there, they themselves are closed on the day and
 * stay as predecessors. Every address goes on; with `readdress` people get one by the new agency's name first and keep the old as alias. Reports keep
 * each day's agency. All or nothing. Throws agency.notFound (also for a closed one), access.denied, invalid (into itself or a part of itself).
 */
export function mergeAgencies(
  app: Deps,
  principal: Principal,
  q: Paper & { fromIds: readonly AgencyId[]; into: AgencyId; readdress: boolean },
): Promise<{ accounts: number }> {
  return app.db.write(async (tx) => {
    const into = await manageable(tx, principal, q.into);
    let accounts = 0;
    for (const fromId of new Set(q.fromIds)) {
      const from = await manageable(tx, principal, fromId);
      if (into.path.startsWith(from.path) || from.parent_id === null) throw new MailError("invalid", "into itself");
      for (const child of await agencyChildren(tx, fromId)) await hangBelow(app, tx, child, into);
      const people = await accountsOfAgency(tx, fromId);
      for (const account of people)
        await takeOver(app, tx, principal, { account, from, into, readdress: q.readdress, ...paperOf(q) });
      accounts += people.length;
      await handOverAgency(tx, { from: fromId, to: q.into });
      await updateAgency(tx, fromId, { closed_on: q.onDay });
      await insertAgencyLink(tx, { from_id: fromId, to_id: q.into, kind: "merge", on_day: q.onDay });
      await note(app, tx, principal, "agency.merged", from, {
        into: into.name,
        accounts: people.length,
        ...paperOf(q),
      });
    }
    return { accounts };
  });
}

/**
 * A new agency comes of a part of another: named accounts and sub-agencies go to it. Throws agency.notFound, access.denied, invalid (an account or
 * sub-agency that is not the agency's), and what creating throws.
 */
export function splitAgency(
  app: Deps,
  principal: Principal,
  q: Paper & { from: AgencyId; agency: NewAgency; accountIds: readonly string[]; childIds: readonly AgencyId[] },
): Promise<AgencyId> {
  return app.db.write(async (tx) => {
    const from = await manageable(tx, principal, q.from);
    const newId = await createAgency(joinTransaction(app, tx), principal, q.agency);
    const into = await manageable(tx, principal, newId);
    const people = new Map((await accountsOfAgency(tx, q.from)).map((a) => [a.account_id as string, a]));
    for (const id of q.accountIds) {
      const account = people.get(id);
      if (!account) throw new MailError("invalid", "account");
      await takeOver(app, tx, principal, { account, from, into, readdress: false, ...paperOf(q) });
    }
    const children = new Map((await agencyChildren(tx, q.from)).map((c) => [c.agency_id, c]));
    for (const id of q.childIds) {
      const child = children.get(id);
      if (!child) throw new MailError("invalid", "child");
      await hangBelow(app, tx, child, into);
    }
    await insertAgencyLink(tx, { from_id: q.from, to_id: newId, kind: "split", on_day: q.onDay });
    await note(app, tx, principal, "agency.split", from, {
      into: into.name,
      accounts: q.accountIds.length,
      ...paperOf(q),
    });
    return newId;
  });
}

/** Closes an agency that has no open sub-agency and no account in use. Throws agency.notFound, access.denied, agency.notEmpty. */
export function closeAgency(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  agencyId: AgencyId,
  q: Paper,
): Promise<void> {
  return app.db.write(async (tx) => {
    const agency = await manageable(tx, principal, agencyId);
    const open = (await agencyChildren(tx, agencyId)).some((child) => child.closed_on === null);
    const used = (await accountsOfAgency(tx, agencyId)).some((a) => a.status === "active" || a.status === "locked");
    if (open || used || agency.parent_id === null) throw new MailError("agency.notEmpty");
    await updateAgency(tx, agencyId, { closed_on: q.onDay });
    await note(app, tx, principal, "agency.closed", agency, paperOf(q));
  });
}

async function manageable(tx: Tx, principal: Principal, agencyId: AgencyId): Promise<AgencyRow> {
  const agency = await agencyById(tx, agencyId);
  if (!agency || agency.closed_on !== null) throw new MailError("agency.notFound");
  (await powersOf(tx, principal)).require("agency.manage", agency.path);
  return agency;
}

async function hangBelow(app: Pick<App, "clock">, tx: Tx, child: AgencyRow, into: AgencyRow): Promise<void> {
  await moveSubtree(tx, {
    ...{ agencyId: child.agency_id, parentId: into.agency_id, oldPath: child.path },
    ...{ newPath: `${into.path}${child.agency_id}/`, fromDay: localDayNumber(app.clock.now()) },
  });
}

async function takeOver(
  app: Deps,
  tx: Tx,
  principal: Principal,
  q: Paper & { account: AccountRow; from: AgencyRow; into: AgencyRow; readdress: boolean },
): Promise<void> {
  const { account, into } = q;
  const accountId = account.account_id;
  if (account.status !== "active" && account.status !== "locked") {
    await updateAccount(tx, accountId, { agency_id: into.agency_id, standing_at: app.clock.now() });
    return;
  }
  const step = { accountId, act: "move" as const, reason: "dissolved" as const, document: q.document, note: "" };
  await moveAccountIn(app, tx, principal, { step: { ...step, documentDay: q.onDay }, from: q.from, to: into });
  if (!q.readdress || account.kind !== "person") return;
  const { full_name: fullName, unit, kind } = account;
  const [local] = (await proposeAddressesIn(tx, principal, { agencyId: into.agency_id, kind, fullName, unit }))
    .localParts;
  if (local) await changeAddressIn(app, tx, principal, { account, address: `${local}@${into.domain}` });
}

function paperOf(q: Paper): Paper {
  return { onDay: q.onDay, document: q.document };
}

function note(
  app: Pick<App, "clock">,
  tx: Tx,
  principal: Principal,
  action: "agency.merged" | "agency.split" | "agency.closed",
  agency: AgencyRow,
  detail: Record<string, string | number>,
): Promise<void> {
  return appendAuditIn(app, tx, principal, {
    action,
    subjectKind: "agency",
    subjectId: agency.agency_id,
    agencyId: agency.agency_id,
    detail: { ...detail, day: localDay(app.clock.now()) },
  });
}
