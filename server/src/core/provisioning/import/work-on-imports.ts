import type { AccountId, GroupId } from "@congthu/shared/ids";
import type { ListAct } from "@congthu/shared/import-words";
import { accountById } from "../../../store/accounts.ts";
import type { Tx } from "../../../store/db.ts";
import {
  deleteUnusedAccount,
  goingImport,
  type ImportBatchRow,
  type ImportRowRow,
  importById,
  importRowsIn,
  settleImportRow,
  updateImport,
} from "../../../store/imports.ts";
import { type Principal, principalOf } from "../../access.ts";
import type { App } from "../../app.ts";
import { requireOnAccount } from "../../directory/account-power.ts";
import { changeAccountIn } from "../../directory/change-account.ts";
import { operatorPrincipal } from "../../directory/operator.ts";
import { MailError } from "../../errors.ts";
import { countReachIn } from "../../groups/count-reaches.ts";
import { leaveGroupIn } from "../../groups/join-group.ts";
import { takeStepIn } from "../take-step.ts";
import { type Before, carryOutRowsIn, type Deps, RowRefused } from "./carry-out-rows.ts";
import { noteImport } from "./run-import.ts";

/** Rows in one transaction: short enough that deliveries hardly wait. */
const CHUNK = 200;

/**
 * Carries out (or turns back) the next rows of the oldest list that is on its way, whoever started it; gives how many. A row that is refused turns the
 * whole list back: all of it or nothing. After a crash it goes on where the last commit left it.
 */
export async function workOnImports(app: Deps): Promise<number> {
  try {
    return await app.db.write((tx) => nextRowsIn(app, tx));
  } catch (err) {
    if (!(err instanceof RowRefused)) throw err;
    const { row, code } = err;
    await app.db.write((tx) =>
      updateImport(tx, row.batch_id, { state: "undoing", failure: JSON.stringify({ row: row.row_no, code }) }),
    );
    return 1;
  }
}

/** Works on one list until it is settled: for the command line, where no worker runs. */
export async function settleImport(app: Deps & Pick<App, "wakeups">, batchId: string, told: (done: number) => void) {
  for (;;) {
    const batch = await app.db.read((r) => importById(r, batchId));
    if (!batch || (batch.state !== "running" && batch.state !== "undoing")) return batch;
    await workOnImports(app);
    told(batch.done);
  }
}

async function nextRowsIn(app: Deps, tx: Tx): Promise<number> {
  const batch = await goingImport(tx);
  if (!batch) return 0;
  const state = batch.state === "running" ? "ready" : "done";
  const rows = await importRowsIn(tx, { batchId: batch.batch_id, state, after: 0, limit: CHUNK });
  if (rows.length === 0) {
    await settleIn(app, tx, batch);
    return 1;
  }
  const principal = await starterOf(tx, batch);
  if (batch.state === "running") await carryOutRowsIn(app, tx, principal, { batch, rows });
  else for (const row of rows) await turnBackIn(app, tx, principal, { batch, row });
  const done = batch.done + (batch.state === "running" ? rows.length : -rows.length);
  await updateImport(tx, batch.batch_id, { done: Math.max(0, done) });
  return rows.length;
}

async function settleIn(app: Deps, tx: Tx, batch: ImportBatchRow): Promise<void> {
  const actor = await starterOf(tx, batch);
  const end = batch.state === "running" ? "done" : batch.failure !== "" ? "failed" : "undone";
  await updateImport(tx, batch.batch_id, { state: end, settled_at: app.clock.now() });
  const { groupId } = JSON.parse(batch.sheet) as { groupId?: GroupId };
  if (groupId !== undefined) await countReachIn(tx, groupId);
  await noteImport(app, tx, actor, {
    batch,
    act: end,
    rows: batch.done,
    ...(batch.failure ? { failure: batch.failure } : {}),
  });
}

/** With the powers the starter has now; a list of the command line, or of who left meanwhile, goes on as the operator's. */
async function starterOf(tx: Tx, batch: ImportBatchRow): Promise<Principal> {
  if (batch.created_by === null) return operatorPrincipal(tx);
  const account = await accountById(tx, batch.created_by);
  if (account?.status === "active") return principalOf(tx, { accountId: batch.created_by, channel: "system", ip: "" });
  return operatorPrincipal(tx);
}

/** What turns a step back, and the power it takes. */
const BACK = { lock: "unlock", unlock: "lock", depart: "restore", revoke: "restore", restore: "depart" } as const;
const POWER = {
  lock: "account.lock",
  unlock: "account.lock",
  depart: "account.depart",
  restore: "account.depart",
} as const;

/** Turns one row back; what cannot be is marked `kept`. */
async function turnBackIn(
  app: Deps,
  tx: Tx,
  principal: Principal,
  { batch, row }: { batch: ImportBatchRow; row: ImportRowRow },
): Promise<void> {
  const accountId = row.account_id as AccountId;
  const wanted = JSON.parse(row.wanted) as { before?: Before; groupId?: GroupId };
  const settle = (state: "undone" | "kept") => settleImportRow(tx, { ...row, state });
  if (row.act === "create") {
    const gone = await deleteUnusedAccount(tx, accountId);
    await settle(gone ? "undone" : "kept");
    return;
  }
  try {
    const back = await undoActIn(app, tx, principal, {
      ...{ accountId, act: row.act, before: wanted.before, groupId: wanted.groupId },
      doneAt: batch.settled_at ?? 0,
    });
    await settle(back ? "undone" : "kept");
  } catch (err) {
    if (!(err instanceof MailError)) throw err;
    await settle("kept");
  }
}

/** Gives whether it is as it was before: a password that was handed out is not taken back. */
async function undoActIn(
  app: Deps,
  tx: Tx,
  principal: Principal,
  q: {
    accountId: AccountId;
    act: Exclude<ListAct, "create">;
    before?: Before | undefined;
    groupId?: GroupId | undefined;
    doneAt: number;
  },
): Promise<boolean> {
  const { accountId, act, before } = q;
  const grounds = { document: "", note: "" };
  if (act === "reset") return ((await accountById(tx, accountId))?.password_at ?? 0) <= q.doneAt;
  if (act === "group") {
    if (q.groupId) await leaveGroupIn(app, tx, principal, { groupId: q.groupId, accountId });
  } else if (act === "change" || act === "move" || act === "quota") {
    if (before) await changeAccountIn(app, tx, principal, { accountId, change: changeBack(act, before), grounds });
  } else {
    await requireOnAccount(tx, principal, accountId, POWER[BACK[act]]);
    await takeStepIn(app, tx, principal, { accountId, act: BACK[act], reason: "request", ...grounds });
  }
  return true;
}

function changeBack(act: "change" | "move" | "quota", before: Before): Partial<Before> {
  if (act === "quota") return { quotaBytes: before.quotaBytes };
  const { quotaBytes: _quota, ...rest } = before;
  return act === "move" ? rest : before;
}
