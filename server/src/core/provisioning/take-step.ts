import { afterAct, type LifeAct, type LifeReason, type LifeState } from "@congthu/shared/account-life";
import type { AuditAction } from "@congthu/shared/audit-actions";
import { addDays, addMonths, localDay } from "@congthu/shared/dates";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { timeId } from "../../lib/ids.ts";
import { type AccountEndRow, endOf, insertSteps, putEnd } from "../../store/account-life.ts";
import { type AccountRow, type AccountStatus, accountById, updateAccount } from "../../store/accounts.ts";
import type { Tx } from "../../store/db.ts";
import type { App } from "../app.ts";
import { type Actor, appendAuditIn } from "../audit/append-audit.ts";
import { endAccessIn } from "../directory/end-access.ts";
import { MailError } from "../errors.ts";
import { readSetting } from "../settings/read-setting.ts";

/** What asked for a step: number and day of the paper, the agency that wrote it, and a remark. */
export type Grounds = {
  document: string;
  documentDay?: string | undefined;
  requestedBy?: AgencyId | undefined;
  note: string;
};

/** The acts that change what an account is; a move changes where it is. */
export type StatusAct = Exclude<LifeAct, "approve" | "refuse" | "open">;
export type Step = Grounds & {
  accountId: AccountId;
  act: StatusAct;
  reason: LifeReason;
  dueDay?: string | undefined;
  requestId?: string | undefined;
};

/** A temporary lock that no paper asks for: a rule of the settings does. */
export const BY_RULE = { act: "lock", document: "", note: "" } as const;

const AUDIT: Record<StatusAct, AuditAction> = {
  lock: "account.locked",
  unlock: "account.unlocked",
  move: "account.moved",
  depart: "account.departed",
  restore: "account.restored",
  revoke: "account.revoked",
  purge: "account.purged",
};

/** After these nobody is signed in any more. */
const ENDS_SESSIONS: ReadonlySet<StatusAct> = new Set(["lock", "depart", "revoke", "purge"]);

/** What an account is, its end considered. */
export function lifeStateOf(account: Pick<AccountRow, "status">, end: AccountEndRow | undefined): LifeState {
  return end?.purged_at ? "purged" : account.status;
}

/**
 * The one door through which an account's life goes: checks that the act may follow, sets the status, ends sessions, says what comes next and when,
 * and writes the step and the audit. Whether the actor may is the caller's. Throws account.notFound, state.mismatch.
 */
export async function takeStepIn(
  app: Pick<App, "clock" | "signOuts">,
  tx: Tx,
  actor: Actor,
  step: Step,
  detail: Record<string, string | number> = {},
): Promise<AccountRow> {
  const { accountId, act } = step;
  const account = await accountById(tx, accountId);
  if (!account) throw new MailError("account.notFound");
  const end = await endOf(tx, accountId);
  const from = lifeStateOf(account, end);
  const to = afterAct(from, act);
  if (to === null) throw new MailError("state.mismatch", from);
  const nowMs = app.clock.now();
  if (act !== "move" && act !== "purge")
    await updateAccount(tx, accountId, {
      status: to as AccountStatus,
      status_at: nowMs,
      standing_at: nowMs,
      ...(to === "active" ? { failed_count: 0, failed_at: 0 } : {}),
    });
  if (ENDS_SESSIONS.has(act)) await endAccessIn(app, tx, { accountId });
  await setEndIn(tx, { account, end, to, today: localDay(nowMs), nowMs });
  const grounds = { requestedBy: step.requestedBy, document: step.document, documentDay: step.documentDay };
  await insertSteps(tx, [
    {
      account_id: accountId,
      step_id: timeId("e", nowMs),
      at: nowMs,
      act,
      from_state: from,
      to_state: to,
      reason: step.reason,
      requested_by: grounds.requestedBy ?? null,
      document: grounds.document,
      document_day: grounds.documentDay ?? null,
      note: step.note,
      due_day: step.dueDay ?? null,
      actor_id: actor?.account.account_id || null,
      request_id: step.requestId ?? null,
    },
  ]);
  await appendAuditIn(app, tx, actor, {
    action: AUDIT[act],
    subjectKind: "account",
    subjectId: accountId,
    agencyId: account.agency_id,
    detail: { ...detail, reason: step.reason, ...grounds, note: step.note },
  });
  return account;
}

/** The day on which the next act comes of itself, by the settings as they are now. */
async function setEndIn(
  tx: Tx,
  q: { account: AccountRow; end: AccountEndRow | undefined; to: LifeState; today: string; nowMs: number },
): Promise<void> {
  const life = await readSetting(tx, "lifeCycle");
  const next = { act: null as AccountEndRow["next_act"], day: null as string | null };
  const come = (act: "revoke" | "purge", day: string) => Object.assign(next, { act, day });
  if (q.to === "departed" && life.revokeDepartedMonths > 0)
    come("revoke", addMonths(q.today, life.revokeDepartedMonths));
  else if (q.to === "locked" && life.revokeLockedDays > 0) come("revoke", addDays(q.today, life.revokeLockedDays));
  else if (q.to === "revoked" && life.purgeRevokedMonths > 0)
    come("purge", addMonths(q.today, life.purgeRevokedMonths));
  if (!q.end && next.act === null && q.to !== "purged") return;
  await putEnd(tx, {
    account_id: q.account.account_id,
    next_act: next.act,
    next_day: next.day,
    hold: q.end?.hold ?? "",
    exported_at: q.end?.exported_at ?? null,
    purged_at: q.to === "purged" ? q.nowMs : (q.end?.purged_at ?? null),
  });
}
