import type { AccountAccess } from "@congthu/shared/api/account-access";
import type { AccountId } from "@congthu/shared/ids";
import { appPasswordsOf, deleteAppPasswordsOf } from "../../store/app-passwords.ts";
import type { Reader, Tx } from "../../store/db.ts";
import { deleteFactorsOf, factorsOf } from "../../store/second-factors.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { requireOnAccount } from "./account-power.ts";
import { endAccessIn } from "./end-access.ts";
import { listSignIns, sessionEntries } from "./own-security.ts";

type Deps = Pick<App, "clock" | "db" | "signOuts">;

const SIGN_INS = 20;

/** How somebody comes in, for whoever may lock the account. Throws account.notFound, access.denied. */
export async function readAccountAccess(
  app: Pick<App, "db">,
  principal: Principal,
  accountId: AccountId,
): Promise<AccountAccess> {
  const found = await app.db.read(async (r: Reader) => {
    await requireOnAccount(r, principal, accountId, "account.lock");
    const factors = await factorsOf(r, accountId);
    return {
      sessions: await sessionEntries(r, accountId, ""),
      factors: factors.map((f) => ({ kind: f.kind, label: f.label, createdAt: f.created_at })),
      appPasswords: (await appPasswordsOf(r, accountId)).length,
    };
  });
  return { ...found, signIns: (await listSignIns(app, accountId, { limit: SIGN_INS })).items };
}

/** Ends all sessions of an account, mail programs with them. Throws account.notFound, access.denied. */
export function signOutAccount(app: Deps, principal: Principal, accountId: AccountId, note: string): Promise<void> {
  return app.db.write(async (tx) => {
    const { account } = await requireOnAccount(tx, principal, accountId, "account.lock");
    await endAccessIn(app, tx, { accountId });
    await noteIn(app, tx, principal, { action: "account.signedOut", account, note });
  });
}

/** Removes the second factors and app passwords of somebody who has lost them; sessions end. Throws account.notFound, access.denied. */
export function resetFactors(app: Deps, principal: Principal, accountId: AccountId, note: string): Promise<void> {
  return app.db.write(async (tx) => {
    const { account } = await requireOnAccount(tx, principal, accountId, "account.reset");
    await deleteFactorsOf(tx, accountId);
    await deleteAppPasswordsOf(tx, accountId);
    await endAccessIn(app, tx, { accountId });
    await noteIn(app, tx, principal, { action: "account.factorsReset", account, note });
  });
}

function noteIn(
  app: Pick<App, "clock">,
  tx: Tx,
  principal: Principal,
  q: {
    action: "account.signedOut" | "account.factorsReset";
    account: Pick<Principal["account"], "account_id" | "agency_id">;
    note: string;
  },
): Promise<void> {
  return appendAuditIn(app, tx, principal, {
    action: q.action,
    subjectKind: "account",
    subjectId: q.account.account_id,
    agencyId: q.account.agency_id,
    detail: { note: q.note },
  });
}
