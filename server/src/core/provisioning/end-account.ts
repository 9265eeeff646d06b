import type { LifeReason } from "@congthu/shared/account-life";
import { localDay } from "@congthu/shared/dates";
import type { AccountId } from "@congthu/shared/ids";
import { endOf, putEnd } from "../../store/account-life.ts";
import type { AccountRow } from "../../store/accounts.ts";
import type { Tx } from "../../store/db.ts";
import { delegationsTo, deleteDelegation, deleteGrant, grantsOf, otherHolders } from "../../store/grants.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { requireOnAccount } from "../directory/account-power.ts";
import { makeOneTimePassword } from "../directory/one-time-password.ts";
import { giveOneTimePasswordIn } from "../directory/reset-password.ts";
import { MailError } from "../errors.ts";
import { type Grounds, lifeStateOf, type Step, takeStepIn } from "./take-step.ts";

type Deps = Pick<App, "clock" | "db" | "signOuts">;
type Ground = Grounds & { reason: LifeReason };
type Ending = Step & { act: "depart" | "revoke" };

/**
 * Ends the use of an account whose owner left: no sign-in, no sending, and what comes is refused. `revoke` also starts the wait for the deletion of its
 * mail. Roles and the work in mailboxes of agencies end with it. Throws account.notFound, access.denied, state.mismatch.
 */
export function endAccount(
  app: Deps,
  principal: Principal,
  accountId: AccountId,
  q: Ground & { act: "depart" | "revoke" },
): Promise<void> {
  return app.db.write((tx) => endAccountIn(app, tx, principal, { accountId, ...q }));
}

/** The same within the caller's transaction. */
export async function endAccountIn(app: Deps, tx: Tx, principal: Principal, step: Ending): Promise<void> {
  const { account } = await requireOnAccount(tx, principal, step.accountId, "account.depart");
  const ended = await endPowersIn(app, tx, account);
  await takeStepIn(app, tx, principal, step, ended);
}

/**
 * Brings back an account that left or was revoked, while its mail is still there: the same mailbox and address, with a new one-time password (Ninh Bình
 * 162/2025), null for an agency's mailbox. Throws account.notFound, access.denied, state.mismatch.
 */
export function restoreAccount(
  app: Deps,
  principal: Principal,
  accountId: AccountId,
  q: Ground,
): Promise<{ oneTimePassword: string | null }> {
  return app.db.write((tx) => restoreAccountIn(app, tx, principal, { accountId, act: "restore", ...q }));
}

/** The same within the caller's transaction. */
export async function restoreAccountIn(
  app: Deps,
  tx: Tx,
  principal: Principal,
  step: Step & { act: "restore" },
): Promise<{ oneTimePassword: string | null }> {
  const { account } = await requireOnAccount(tx, principal, step.accountId, "account.depart");
  await takeStepIn(app, tx, principal, step);
  if (account.kind === "agency") return { oneTimePassword: null };
  const oneTimePassword = makeOneTimePassword();
  await giveOneTimePasswordIn(app, tx, { account, oneTimePassword });
  return { oneTimePassword };
}

/**
 * Keeps the mail of an account from being deleted until the hold is lifted (an empty text), whatever its state: for an inquiry or the hand-over of
 * records. Throws account.notFound, access.denied, state.mismatch when the mail is gone.
 */
export function holdAccount(app: Deps, principal: Principal, accountId: AccountId, reason: string): Promise<void> {
  return app.db.write(async (tx) => {
    const { account } = await requireOnAccount(tx, principal, accountId, "account.depart");
    const end = await endOf(tx, accountId);
    if (lifeStateOf(account, end) === "purged") throw new MailError("state.mismatch", "purged");
    await putEnd(tx, {
      ...{ account_id: accountId, next_act: null, next_day: null, exported_at: null, purged_at: null },
      ...end,
      hold: reason,
    });
    await appendAuditIn(app, tx, principal, {
      action: "account.held",
      subjectKind: "account",
      subjectId: accountId,
      agencyId: account.agency_id,
      detail: { hold: reason, before: end?.hold ?? "" },
    });
  });
}

/** Takes roles and delegations from who leaves; says what was taken. Throws access.denied for the last system administrator. */
async function endPowersIn(app: Pick<App, "clock">, tx: Tx, account: AccountRow): Promise<Record<string, string>> {
  const grants = await grantsOf(tx, account.account_id);
  for (const g of grants) {
    if (g.role === "system" && g.path.split("/").length === 3 && (await otherHolders(tx, g)) === 0)
      throw new MailError("access.denied", "the last system administrator");
    await deleteGrant(tx, g);
  }
  const delegations = await delegationsTo(tx, account.account_id, app.clock.now());
  for (const d of delegations) await deleteDelegation(tx, d.owner_id, account.account_id);
  return {
    ...(grants.length > 0 ? { roles: grants.map((g) => `${g.role} ${g.agency_name}`).join(", ") } : {}),
    ...(delegations.length > 0 ? { mailboxes: String(delegations.length) } : {}),
    day: localDay(app.clock.now()),
  };
}
