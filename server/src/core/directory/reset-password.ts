import type { AccountId } from "@congthu/shared/ids";
import { updateAccount } from "../../store/accounts.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { requireOnAccount } from "./account-power.ts";
import { endAccessIn } from "./end-access.ts";
import type { Grounds } from "./lock-account.ts";
import { makeOneTimePassword } from "./one-time-password.ts";
import { hashPassword } from "./passwords.ts";

/**
 * Gives an account a new password, to be told once and changed at the next sign-in; every session ends. It is kept nowhere but as a hash.
 * Throws account.notFound, access.denied.
 */
export async function resetPassword(
  app: Pick<App, "clock" | "db" | "signOuts">,
  principal: Principal,
  accountId: AccountId,
  q: Grounds,
): Promise<{ oneTimePassword: string }> {
  await app.db.read((r) => requireOnAccount(r, principal, accountId, "account.reset"));
  const oneTimePassword = makeOneTimePassword();
  const password_hash = await hashPassword(oneTimePassword);
  await app.db.write(async (tx) => {
    const { account } = await requireOnAccount(tx, principal, accountId, "account.reset");
    await updateAccount(tx, accountId, {
      password_hash,
      must_change: account.kind === "person" ? 1 : 0,
      password_at: app.clock.now(),
      failed_count: 0,
      failed_at: 0,
    });
    await endAccessIn(app, tx, { accountId });
    await appendAuditIn(app, tx, principal, {
      action: "account.passwordReset",
      subjectKind: "account",
      subjectId: accountId,
      agencyId: account.agency_id,
      detail: q,
    });
  });
  return { oneTimePassword };
}
