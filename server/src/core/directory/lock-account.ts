import type { LifeReason } from "@congthu/shared/account-life";
import type { AccountId } from "@congthu/shared/ids";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { type Grounds, takeStepIn } from "../provisioning/take-step.ts";
import { requireOnAccount } from "./account-power.ts";

/**
 * Locks an account for a time: no sign-in, no sending, every session ends; mail goes on arriving (vietnam.md §2.1).
 * Throws account.notFound, access.denied, state.mismatch when it is not active.
 */
export function lockAccount(
  app: Pick<App, "clock" | "db" | "signOuts">,
  principal: Principal,
  accountId: AccountId,
  q: Grounds & { reason: LifeReason },
): Promise<void> {
  return app.db.write(async (tx) => {
    await requireOnAccount(tx, principal, accountId, "account.lock");
    await takeStepIn(app, tx, principal, { accountId, act: "lock", ...q });
  });
}

/** Opens a locked account again. Throws account.notFound, access.denied, state.mismatch when it is not locked. */
export function unlockAccount(
  app: Pick<App, "clock" | "db" | "signOuts">,
  principal: Principal,
  accountId: AccountId,
  q: Grounds,
): Promise<void> {
  return app.db.write(async (tx) => {
    await requireOnAccount(tx, principal, accountId, "account.lock");
    await takeStepIn(app, tx, principal, { accountId, act: "unlock", reason: "request", ...q });
  });
}
