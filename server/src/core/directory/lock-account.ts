import type { LockReason } from "@congthu/shared/directory-words";
import type { AccountId } from "@congthu/shared/ids";
import { updateAccount } from "../../store/accounts.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { MailError } from "../errors.ts";
import { requireOnAccount } from "./account-power.ts";
import { endAccessIn } from "./end-access.ts";

/** What asked for it: number and date of the paper, and a remark. */
export type Grounds = { document: string; note: string };

/**
 * Locks an account for a time: no sign-in, no sending, every session ends; mail goes on arriving (vietnam.md §2.1).
 * Throws account.notFound, access.denied, state.mismatch when it is not active.
 */
export function lockAccount(
  app: Pick<App, "clock" | "db" | "signOuts">,
  principal: Principal,
  accountId: AccountId,
  q: Grounds & { reason: LockReason },
): Promise<void> {
  return app.db.write(async (tx) => {
    const { account } = await requireOnAccount(tx, principal, accountId, "account.lock");
    if (account.status !== "active") throw new MailError("state.mismatch", account.status);
    await updateAccount(tx, accountId, { status: "locked", status_at: app.clock.now() });
    await endAccessIn(app, tx, { accountId });
    await appendAuditIn(app, tx, principal, {
      action: "account.locked",
      subjectKind: "account",
      subjectId: accountId,
      agencyId: account.agency_id,
      detail: q,
    });
  });
}

/** Opens a locked account again. Throws account.notFound, access.denied, state.mismatch when it is not locked. */
export function unlockAccount(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  accountId: AccountId,
  q: Grounds,
): Promise<void> {
  return app.db.write(async (tx) => {
    const { account } = await requireOnAccount(tx, principal, accountId, "account.lock");
    if (account.status !== "locked") throw new MailError("state.mismatch", account.status);
    await updateAccount(tx, accountId, {
      status: "active",
      status_at: app.clock.now(),
      failed_count: 0,
      failed_at: 0,
    });
    await appendAuditIn(app, tx, principal, {
      action: "account.unlocked",
      subjectKind: "account",
      subjectId: accountId,
      agencyId: account.agency_id,
      detail: q,
    });
  });
}
