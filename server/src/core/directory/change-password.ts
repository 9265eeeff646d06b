import type { SettingValue } from "@congthu/shared/api/setting-values";
import type { AccountId, SessionId } from "@congthu/shared/ids";
import { accountById, updateAccount } from "../../store/accounts.ts";
import type { Reader, Tx } from "../../store/db.ts";
import { grantsOf } from "../../store/grants.ts";
import type { Channel } from "../../store/mail-log.ts";
import { insertOldPassword, oldPasswords, trimOldPasswords } from "../../store/passwords.ts";
import { factorsOf } from "../../store/second-factors.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { MailError } from "../errors.ts";
import { readSetting } from "../settings/read-setting.ts";
import { endAccessIn } from "./end-access.ts";
import { isStrongPassword, passwordRule } from "./password-policy.ts";
import { hashPassword, verifyPassword } from "./passwords.ts";

/**
 * A person gives themself a new password: the current one is asked for again, all other sessions end.
 * Throws auth.failed (the current one is wrong), password.weak, password.used (it is, or lately was, the password), auth.locked.
 */
export async function changePassword(
  app: Pick<App, "clock" | "db" | "log" | "signOuts">,
  q: { accountId: AccountId; current: string; next: string; keep: SessionId | ""; channel: Channel; ip: string },
): Promise<void> {
  const { account, setting, isAdministrator, before, hasFactor } = await app.db.read((r) => known(r, q.accountId));
  if (account?.status !== "active") throw new MailError("auth.locked");
  if (!(await verifyPassword(account.password_hash, q.current))) throw new MailError("auth.failed");
  const next = q.next.normalize("NFC");
  if (next === q.current.normalize("NFC")) throw new MailError("password.used", "the same as before");
  if (
    !isStrongPassword(next, { fullName: account.full_name, address: account.address }, passwordRule(setting, hasFactor))
  )
    throw new MailError("password.weak");
  const keep = historyLength(setting, isAdministrator);
  for (const hash of before.slice(0, Math.max(0, keep - 1)))
    if (await verifyPassword(hash, next)) throw new MailError("password.used");
  const password_hash = await hashPassword(next);
  await app.db.write(async (tx) => {
    await keepOldIn(tx, { accountId: q.accountId, hash: account.password_hash, at: account.password_at, keep });
    await updateAccount(tx, q.accountId, { password_hash, must_change: 0, password_at: app.clock.now() });
    await endAccessIn(app, tx, q);
    await appendAuditIn(
      app,
      tx,
      { account, channel: q.channel, ip: q.ip },
      {
        action: "account.passwordChanged",
        subjectKind: "account",
        subjectId: q.accountId,
        agencyId: account.agency_id,
      },
    );
  });
  app.log("info", "password.changed", { accountId: q.accountId });
}

async function known(r: Reader, accountId: AccountId) {
  const setting = await readSetting(r, "passwords");
  const isAdministrator = (await grantsOf(r, accountId)).length > 0;
  return {
    account: await accountById(r, accountId),
    setting,
    isAdministrator,
    hasFactor: (await factorsOf(r, accountId)).length > 0,
    before: await oldPasswords(r, accountId, historyLength(setting, isAdministrator)),
  };
}

/** How many passwords, the one in use among them, may not come back. */
function historyLength(setting: SettingValue<"passwords">, isAdministrator: boolean): number {
  return isAdministrator ? Math.max(setting.history, setting.historyAdministrators) : setting.history;
}

async function keepOldIn(
  tx: Tx,
  q: { accountId: AccountId; hash: string | null; at: number; keep: number },
): Promise<void> {
  if (q.hash !== null) await insertOldPassword(tx, { accountId: q.accountId, at: q.at, hash: q.hash });
  await trimOldPasswords(tx, q.accountId, q.keep);
}
