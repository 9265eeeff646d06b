import { LIFE_REASONS, type LifeReason } from "@congthu/shared/account-life";
import { fold } from "@congthu/shared/fold";
import type { AccountId, AgencyId, GroupId } from "@congthu/shared/ids";
import { timeId } from "../../../lib/ids.ts";
import { insertSteps } from "../../../store/account-life.ts";
import { accountById } from "../../../store/accounts.ts";
import { agencyById } from "../../../store/agencies.ts";
import type { Tx } from "../../../store/db.ts";
import { type ImportBatchRow, type ImportRowRow, settleImportRow } from "../../../store/imports.ts";
import type { Principal } from "../../access.ts";
import type { App } from "../../app.ts";
import { appendAuditIn } from "../../audit/append-audit.ts";
import { requireOnAccount } from "../../directory/account-power.ts";
import { powersOf } from "../../directory/acts.ts";
import { changeAccountIn } from "../../directory/change-account.ts";
import { createAccountsIn } from "../../directory/create-accounts.ts";
import { MailError } from "../../errors.ts";
import { joinGroupIn } from "../../groups/join-group.ts";
import { readSetting } from "../../settings/read-setting.ts";
import { endAccountIn, restoreAccountIn } from "../end-account.ts";
import { type Grounds, takeStepIn } from "../take-step.ts";
import type { Wanted } from "./understand-row.ts";

export type Deps = Pick<App, "changes" | "clock" | "db" | "signOuts">;

/** What a row was before it was carried out, for turning it back. */
export type Before = {
  fullName: string;
  title: string;
  unit: string;
  isLeader: boolean;
  agencyId: AgencyId;
  quotaBytes: number;
};

/** A row could not be carried out: which, and why. */
export class RowRefused extends Error {
  readonly row: ImportRowRow;
  readonly code: string;
  constructor(row: ImportRowRow, cause: MailError) {
    super(`row ${row.row_no}: ${cause.code}`, { cause });
    this.row = row;
    this.code = cause.code;
  }
}

/** Carries out some rows of a list in the caller's transaction: new accounts together, the others one by one. Throws RowRefused. */
export async function carryOutRowsIn(
  app: Deps,
  tx: Tx,
  principal: Principal,
  q: { batch: ImportBatchRow; rows: readonly ImportRowRow[] },
): Promise<void> {
  const fresh = q.rows.filter((row) => row.act === "create");
  await createIn(app, tx, principal, { batch: q.batch, rows: fresh });
  for (const row of q.rows.filter((other) => other.act !== "create")) {
    const wanted = JSON.parse(row.wanted) as Wanted;
    const before = await refusing(row, () => changeIn(app, tx, principal, { batch: q.batch, row, wanted }));
    await settleImportRow(tx, { ...row, state: "done", wanted: JSON.stringify({ ...wanted, before }) });
  }
}

async function refusing<T>(row: ImportRowRow, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (err) {
    if (err instanceof MailError) throw new RowRefused(row, err);
    throw err;
  }
}

/** A refusal of many together names the address it is about. */
async function refusingAny<T>(rows: readonly ImportRowRow[], act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (err) {
    const row = rows.find((r) => err instanceof MailError && r.address === err.message) ?? rows[0];
    if (err instanceof MailError && row) throw new RowRefused(row, err);
    throw err;
  }
}

/** Without passwords: they are made when the slips are printed, and kept nowhere. */
async function createIn(
  app: Deps,
  tx: Tx,
  principal: Principal,
  q: { batch: ImportBatchRow; rows: readonly ImportRowRow[] },
): Promise<void> {
  if (q.rows.length === 0) return;
  const quotas = await readSetting(tx, "quotas");
  const powers = await powersOf(tx, principal);
  const paths = new Map<AgencyId, string>();
  const made = q.rows.map((row) => ({ row, wanted: JSON.parse(row.wanted) as Wanted }));
  for (const { row } of made) {
    const id = row.agency_id as AgencyId;
    if (paths.has(id)) continue;
    await refusing(row, async () => {
      const agency = await agencyById(tx, id);
      if (!agency || agency.closed_on !== null) throw new MailError("agency.notFound");
      powers.require("account.create", agency.path);
      paths.set(id, agency.path);
    });
  }
  const ids = await refusingAny(q.rows, () =>
    createAccountsIn(
      app,
      tx,
      made.map(({ row, wanted }) => ({
        ...{ kind: wanted.kind, agencyId: row.agency_id as AgencyId, address: row.address, fullName: wanted.fullName },
        ...{ title: wanted.title, unit: wanted.unit, isLeader: wanted.isLeader, passwordHash: null },
        mustChange: wanted.kind === "person",
        quotaBytes: wanted.quotaBytes ?? (wanted.kind === "agency" ? quotas.agencyBytes : quotas.personBytes),
      })),
    ),
  );
  const nowMs = app.clock.now();
  await insertSteps(
    tx,
    made.map(({ wanted }, i) => ({
      ...{ account_id: ids[i] as AccountId, step_id: timeId<"step">("e", nowMs), at: nowMs, act: "open" as const },
      ...{ from_state: "approved" as const, to_state: "active" as const, reason: reasonOf(wanted.reason, "newHire") },
      ...{ requested_by: q.batch.agency_id, document: q.batch.document, document_day: q.batch.document_day },
      ...{ note: wanted.note, due_day: null, actor_id: principal.account.account_id || null, request_id: null },
    })),
  );
  for (const [i, { row, wanted }] of made.entries()) {
    const { kind, fullName: name, title, unit, isLeader } = wanted;
    await appendAuditIn(app, tx, principal, {
      action: "account.created",
      subjectKind: "account",
      subjectId: ids[i] as AccountId,
      agencyId: row.agency_id,
      detail: { kind, name, address: row.address, title, unit, isLeader, importId: q.batch.batch_id },
    });
    await settleImportRow(tx, { ...row, state: "done", account_id: ids[i] as AccountId });
  }
}

/** Carries out one row about an account that is there; gives what it was. */
async function changeIn(
  app: Deps,
  tx: Tx,
  principal: Principal,
  q: { batch: ImportBatchRow; row: ImportRowRow; wanted: Wanted },
): Promise<Before> {
  const { row, wanted } = q;
  const accountId = row.account_id as AccountId;
  const account = await accountById(tx, accountId);
  if (!account) throw new MailError("account.notFound");
  const before = {
    ...{ fullName: account.full_name, title: account.title, unit: account.unit, isLeader: account.is_leader === 1 },
    ...{ agencyId: account.agency_id, quotaBytes: account.quota_bytes },
  };
  const grounds: Grounds = {
    ...{ document: q.batch.document, documentDay: q.batch.document_day ?? undefined },
    ...{ requestedBy: q.batch.origin === "file" ? q.batch.agency_id : undefined, note: wanted.note },
  };
  const step = { accountId, ...grounds };
  if (row.act === "lock" || row.act === "unlock") {
    await requireOnAccount(tx, principal, accountId, "account.lock");
    await takeStepIn(app, tx, principal, { ...step, act: row.act, reason: reasonOf(wanted.reason, "request") });
  } else if (row.act === "depart" || row.act === "revoke") {
    await endAccountIn(app, tx, principal, { ...step, act: row.act, reason: reasonOf(wanted.reason, "request") });
  } else if (row.act === "restore") {
    await restoreAccountIn(app, tx, principal, { ...step, act: "restore", reason: "request" });
  } else if (row.act === "group") {
    await joinGroupIn(app, tx, principal, { groupId: wanted.groupId as GroupId, accountId });
  } else if (row.act === "reset") {
    // The slip carries the new password; until it is printed the old one holds.
    await requireOnAccount(tx, principal, accountId, "account.reset");
  } else {
    await changeAccountIn(app, tx, principal, { accountId, change: changeOf(row, wanted), grounds });
  }
  return before;
}

/** Only what the list has a column for, or was chosen; a change keeps the agency, a move sets it. */
function changeOf(row: ImportRowRow, wanted: Wanted) {
  const has = (field: Wanted["has"][number]) => wanted.has.includes(field);
  const byAddress = wanted.address !== "";
  return {
    ...(row.act === "change" && byAddress && has("fullName") && wanted.fullName ? { fullName: wanted.fullName } : {}),
    ...(has("title") && wanted.title ? { title: wanted.title, isLeader: wanted.isLeader } : {}),
    ...(has("unit") ? { unit: wanted.unit } : {}),
    ...(has("quotaGb") && wanted.quotaBytes !== null ? { quotaBytes: wanted.quotaBytes } : {}),
    ...(row.act === "move" && row.agency_id ? { agencyId: row.agency_id } : {}),
  };
}

const REASON_WORDS: readonly [RegExp, LifeReason][] = [
  [/huu/, "retired"],
  [/thoi viec/, "resigned"],
  [/ngoai tinh/, "movedOutside"],
  [/trong tinh|dieu dong|luan chuyen/, "movedInside"],
  [/tuyen dung/, "newHire"],
  [/tiep nhan/, "received"],
  [/sap nhap|giai the/, "dissolved"],
  [/thai san|di hoc|om|nghi phep/, "leave"],
  [/ma doc|virus/, "malware"],
  [/lo mat khau/, "passwordLeaked"],
  [/vi pham/, "violation"],
  [/khong dang nhap|khong su dung/, "inactive"],
];

function reasonOf(text: string, otherwise: LifeReason): LifeReason {
  const plain = fold(text);
  return LIFE_REASONS.find((r) => r === text) ?? REASON_WORDS.find(([words]) => words.test(plain))?.[1] ?? otherwise;
}
