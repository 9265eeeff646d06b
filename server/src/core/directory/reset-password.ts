import type { AccountId } from "@congthu/shared/ids";
import { type AccountRow, updateAccount } from "../../store/accounts.ts";
import { deleteAppPasswordsOf } from "../../store/app-passwords.ts";
import type { Tx } from "../../store/db.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import type { Grounds } from "../provisioning/take-step.ts";
import { requireOnAccount } from "./account-power.ts";
import { endAccessIn } from "./end-access.ts";
import { hashOneTimePassword, makeOneTimePassword } from "./one-time-password.ts";

/**
 * Gives an account a new password, to be told once and changed at the next sign-in; every session and app password ends. It is kept nowhere but as a hash.
 * Throws account.notFound, access.denied.
 */
export function resetPassword(
  app: Pick<App, "clock" | "db" | "signOuts">,
  principal: Principal,
  accountId: AccountId,
  q: Grounds,
): Promise<{ oneTimePassword: string }> {
  return app.db.write((tx) => resetPasswordIn(app, tx, principal, accountId, q));
}

/** The same within the caller's transaction. */
export async function resetPasswordIn(
  app: Pick<App, "clock" | "signOuts">,
  tx: Tx,
  principal: Principal,
  accountId: AccountId,
  q: Grounds,
): Promise<{ oneTimePassword: string }> {
  const { account } = await requireOnAccount(tx, principal, accountId, "account.reset");
  const oneTimePassword = makeOneTimePassword();
  await giveOneTimePasswordIn(app, tx, { account, oneTimePassword });
  await appendAuditIn(app, tx, principal, {
    action: "account.passwordReset",
    subjectKind: "account",
    subjectId: accountId,
    agencyId: account.agency_id,
    detail: { requestedBy: q.requestedBy, document: q.document, documentDay: q.documentDay, note: q.note },
  });
  return { oneTimePassword };
}

/** Puts a one-time password in the place of whatever there was, and ends every session. */
export async function giveOneTimePasswordIn(
  app: Pick<App, "clock" | "signOuts">,
  tx: Tx,
  q: { account: Pick<AccountRow, "account_id" | "kind">; oneTimePassword: string },
): Promise<void> {
  await updateAccount(tx, q.account.account_id, {
    password_hash: hashOneTimePassword(q.oneTimePassword),
    must_change: q.account.kind === "person" ? 1 : 0,
    password_at: app.clock.now(),
    failed_count: 0,
    failed_at: 0,
  });
  await deleteAppPasswordsOf(tx, q.account.account_id);
  await endAccessIn(app, tx, { accountId: q.account.account_id });
}
