import { afterRequestAct, type LifeReason, type RequestAct, type RequestKind } from "@congthu/shared/account-life";
import { localDay } from "@congthu/shared/dates";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { addWorkingDays, calendarOf } from "@congthu/shared/working-days";
import { timeId } from "../../lib/ids.ts";
import {
  insertRequest,
  openRequestFor,
  type RequestRow,
  requestById,
  updateRequest,
} from "../../store/account-requests.ts";
import { accountById } from "../../store/accounts.ts";
import { agencyById } from "../../store/agencies.ts";
import type { Reader, Tx } from "../../store/db.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { powersOf } from "../directory/acts.ts";
import { MailError } from "../errors.ts";
import { readSetting } from "../settings/read-setting.ts";
import { carryOutIn, type RequestWish } from "./carry-out.ts";
import type { Grounds } from "./take-step.ts";

type Deps = Pick<App, "clock" | "db" | "signOuts" | "changes">;

export type NewRequest = Omit<Grounds, "requestedBy"> & {
  kind: RequestKind;
  /** Who asks. */
  agencyId: AgencyId;
  /** Null for a new mailbox. */
  accountId: AccountId | null;
  reason: LifeReason;
  wish: RequestWish;
};

/**
 * Asks for something to be done with an account of the agency or below, or for a new one; due within the working days of the setting. Throws
 * agency.notFound, account.notFound, access.denied, invalid, state.mismatch when the same was asked for and is open.
 */
export function submitRequest(app: Deps, principal: Principal, q: NewRequest): Promise<string> {
  return app.db.write(async (tx) => {
    const powers = await powersOf(tx, principal);
    const agency = await agencyById(tx, q.agencyId);
    if (!agency) throw new MailError("agency.notFound");
    powers.require("request.submit", agency.path);
    if ((q.kind === "create") !== (q.accountId === null)) throw new MailError("invalid", "accountId");
    if (q.kind === "create" && !q.wish.fullName) throw new MailError("invalid", "fullName");
    if (q.kind === "move" && !q.wish.agencyId) throw new MailError("invalid", "agencyId");
    if (q.accountId !== null) await requireAskable(tx, powers, q, q.accountId);
    const nowMs = app.clock.now();
    const requestId = timeId("q", nowMs);
    await insertRequest(tx, {
      ...{ request_id: requestId, kind: q.kind, state: "requested", agency_id: q.agencyId, account_id: q.accountId },
      ...{
        wanted: JSON.stringify(q.wish),
        reason: q.reason,
        document: q.document,
        document_day: q.documentDay ?? null,
      },
      ...{ note: q.note, requested_by: principal.account.account_id || null, requested_at: nowMs },
      ...{ due_day: await dueDay(tx, q.kind, localDay(nowMs)), decided_by: null, decided_at: null },
      ...{ settled_by: null, settled_at: null, answer: "" },
    });
    await note(app, tx, principal, "request.submitted", { ...q, requestId, agencyId: q.agencyId });
    return requestId;
  });
}

/** Agrees to a request, or refuses it with an answer. Throws notFound, access.denied, state.mismatch. */
export function decideRequest(
  app: Deps,
  principal: Principal,
  q: { requestId: string; act: "approve" | "refuse"; answer: string },
): Promise<void> {
  return app.db.write(async (tx) => {
    const { row, state } = await decidable(tx, principal, q.requestId, q.act);
    await updateRequest(tx, q.requestId, {
      state,
      decided_by: principal.account.account_id || null,
      decided_at: app.clock.now(),
      answer: q.answer,
    });
    const action = q.act === "approve" ? "request.approved" : "request.refused";
    await note(app, tx, principal, action, { ...told(row), answer: q.answer });
  });
}

/**
 * Does what an approved request asks for; a new mailbox, a reset or a restored account gives a password to be told once. Throws notFound,
 * access.denied, state.mismatch, and what the act itself throws.
 */
export function carryOutRequest(
  app: Deps,
  principal: Principal,
  q: { requestId: string; localPart?: string | undefined },
): Promise<{ accountId: AccountId; oneTimePassword: string | null }> {
  return app.db.write(async (tx) => {
    const { row, state } = await decidable(tx, principal, q.requestId, "carryOut");
    const done = await carryOutIn(app, tx, principal, { row, localPart: q.localPart });
    await updateRequest(tx, q.requestId, {
      state,
      account_id: done.accountId,
      settled_by: principal.account.account_id || null,
      settled_at: app.clock.now(),
    });
    await note(app, tx, principal, "request.carriedOut", { ...told(row), accountId: done.accountId });
    return done;
  });
}

/** One request that the principal may decide on, and the state the act leads to. */
async function decidable(tx: Tx, principal: Principal, requestId: string, act: RequestAct) {
  const row = await requestById(tx, requestId);
  const agency = row && (await agencyById(tx, row.agency_id));
  if (!row || !agency) throw new MailError("notFound");
  (await powersOf(tx, principal)).require("request.decide", agency.path);
  const state = afterRequestAct(row.state, act);
  if (state === null) throw new MailError("state.mismatch", row.state);
  return { row, state };
}

/** An agency asks for accounts of its own; for a move the receiving agency asks (Đồng Tháp 143/2025). */
async function requireAskable(
  tx: Tx,
  powers: Awaited<ReturnType<typeof powersOf>>,
  q: NewRequest,
  accountId: AccountId,
): Promise<void> {
  const account = await accountById(tx, accountId);
  const home = account && (await agencyById(tx, account.agency_id));
  const target = q.kind === "move" && q.wish.agencyId ? await agencyById(tx, q.wish.agencyId) : undefined;
  if (!home) throw new MailError("account.notFound");
  if (q.kind === "move" && !target) throw new MailError("agency.notFound");
  if (!powers.may("request.submit", home.path) && !(target && powers.may("request.submit", target.path)))
    throw new MailError("access.denied", "request.submit");
  if (await openRequestFor(tx, { accountId, kind: q.kind })) throw new MailError("state.mismatch", "open");
}

/** The last working day on which a request of the kind is in time. */
async function dueDay(r: Reader, kind: RequestKind, today: string): Promise<string> {
  const { slaDays } = await readSetting(r, "lifeCycle");
  const { days } = await readSetting(r, "calendar");
  return addWorkingDays(today, slaDays[kind], calendarOf(days));
}

function told(row: RequestRow) {
  const { request_id: requestId, agency_id: agencyId, kind, account_id: accountId, reason, document } = row;
  return { requestId, agencyId, kind, accountId, reason, document };
}

function note(
  app: Pick<App, "clock">,
  tx: Tx,
  principal: Principal,
  action: "request.submitted" | "request.approved" | "request.refused" | "request.carriedOut",
  q: {
    requestId: string;
    agencyId: AgencyId;
    kind: RequestKind;
    accountId: AccountId | null;
    reason: LifeReason;
    document: string;
    answer?: string;
  },
): Promise<void> {
  return appendAuditIn(app, tx, principal, {
    action,
    subjectKind: q.accountId === null ? "agency" : "account",
    subjectId: q.accountId ?? q.agencyId,
    agencyId: q.agencyId,
    detail: { requestId: q.requestId, kind: q.kind, reason: q.reason, document: q.document, answer: q.answer },
  });
}
