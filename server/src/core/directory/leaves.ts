import type { LeaveEntry } from "@congthu/shared/api/leaves";
import { dayNumber, dayOfNumber } from "@congthu/shared/dates";
import type { AccountId } from "@congthu/shared/ids";
import { randomId } from "../../lib/ids.ts";
import type { Reader, Tx } from "../../store/db.ts";
import { deleteLeave, type LeaveRow, leavesOf, putLeave } from "../../store/leaves.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { MailError } from "../errors.ts";
import { requireOnAccount } from "./account-power.ts";

type Deps = Pick<App, "clock" | "db">;
export type Leave = Omit<LeaveEntry, "id">;

/** Leave on record of one person, the newest first. Throws account.notFound, access.denied. */
export async function listLeaves(r: Reader, principal: Principal, accountId: AccountId): Promise<LeaveEntry[]> {
  await requireOnAccount(r, principal, accountId, "agency.headcount");
  return (await leavesOf(r, accountId)).map(leaveEntryOf);
}

/**
 * Puts leave of a person on record: reports leave its days out, for past periods too. Throws account.notFound, access.denied, invalid (ends before
 * it begins, touches other leave of the same person, no person).
 */
export function recordLeave(app: Deps, principal: Principal, accountId: AccountId, leave: Leave): Promise<void> {
  return app.db.write((tx) => recordLeaveIn(app, tx, principal, { accountId, leave }));
}

/** The same inside a transaction. */
export async function recordLeaveIn(
  app: Pick<App, "clock">,
  tx: Tx,
  principal: Principal,
  { accountId, leave }: { accountId: AccountId; leave: Leave },
): Promise<void> {
  const { account } = await requireOnAccount(tx, principal, accountId, "agency.headcount");
  if (account.kind !== "person") throw new MailError("invalid", "kind");
  const row = {
    ...leaveRowOf(leave),
    leave_id: randomId("v"),
    account_id: accountId,
    created_at: app.clock.now(),
    created_by: principal.account.account_id || null,
  };
  await putApart(tx, row);
  await note(app, tx, principal, { action: "leave.recorded", accountId, agencyId: account.agency_id, after: row });
}

/** Changes days, kind or document of leave on record. Throws as recordLeave does, and invalid when there is no such leave. */
export function changeLeave(
  app: Deps,
  principal: Principal,
  q: { accountId: AccountId; leaveId: string; leave: Leave },
): Promise<void> {
  return app.db.write(async (tx) => {
    const { account } = await requireOnAccount(tx, principal, q.accountId, "agency.headcount");
    const before = await known(tx, q);
    const after = { ...before, ...leaveRowOf(q.leave) };
    await putApart(tx, after);
    const { accountId } = q;
    await note(app, tx, principal, { action: "leave.changed", accountId, agencyId: account.agency_id, before, after });
  });
}

/** Takes leave off the record. Throws account.notFound, access.denied, invalid when there is no such leave. */
export function removeLeave(
  app: Deps,
  principal: Principal,
  q: { accountId: AccountId; leaveId: string },
): Promise<void> {
  return app.db.write(async (tx) => {
    const { account } = await requireOnAccount(tx, principal, q.accountId, "agency.headcount");
    const before = await known(tx, q);
    await deleteLeave(tx, q.leaveId);
    const { accountId } = q;
    await note(app, tx, principal, { action: "leave.removed", accountId, agencyId: account.agency_id, before });
  });
}

async function known(tx: Tx, q: { accountId: AccountId; leaveId: string }): Promise<LeaveRow> {
  const row = (await leavesOf(tx, q.accountId)).find((l) => l.leave_id === q.leaveId);
  if (!row) throw new MailError("invalid", "leave");
  return row;
}

/** Two leaves of one person never touch: a day is one of leave or it is not. */
async function putApart(tx: Tx, row: LeaveRow): Promise<void> {
  if (row.to_day < row.from_day) throw new MailError("invalid", "to");
  const others = (await leavesOf(tx, row.account_id)).filter((l) => l.leave_id !== row.leave_id);
  if (others.some((l) => l.from_day <= row.to_day && l.to_day >= row.from_day))
    throw new MailError("invalid", "overlap");
  await putLeave(tx, row);
}

/** Leave as the row of the store. */
export function leaveRowOf(l: Leave): Pick<LeaveRow, "from_day" | "to_day" | "kind" | "document"> {
  return { from_day: dayNumber(l.from), to_day: dayNumber(l.to), kind: l.kind, document: l.document };
}

/** Leave on record as it is shown. */
export function leaveEntryOf(row: LeaveRow): LeaveEntry {
  return {
    id: row.leave_id,
    from: dayOfNumber(row.from_day),
    to: dayOfNumber(row.to_day),
    kind: row.kind,
    document: row.document,
  };
}

type Noted = {
  action: "leave.recorded" | "leave.changed" | "leave.removed";
  accountId: AccountId;
  agencyId: Parameters<typeof appendAuditIn>[3]["agencyId"];
  before?: LeaveRow;
  after?: LeaveRow;
};

function note(app: Pick<App, "clock">, tx: Tx, principal: Principal, q: Noted): Promise<void> {
  return appendAuditIn(app, tx, principal, {
    action: q.action,
    subjectKind: "account",
    subjectId: q.accountId,
    agencyId: q.agencyId,
    detail: { ...(q.before && { before: leaveEntryOf(q.before) }), ...(q.after && { after: leaveEntryOf(q.after) }) },
  });
}
