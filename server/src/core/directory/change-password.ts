import type { AccountId, SessionId } from "@congthu/shared/ids";
import { accountById, updateAccount } from "../../store/accounts.ts";
import type { Channel } from "../../store/mail-log.ts";
import { deleteSessionsOf } from "../../store/sessions.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { MailError } from "../errors.ts";
import { readSetting } from "../settings/read-setting.ts";
import { isStrongPassword } from "./password-policy.ts";
import { hashPassword, verifyPassword } from "./passwords.ts";

/**
 * A person gives themself a new password: the current one is asked for again, all other sessions end.
 * Throws auth.failed (the current one is wrong), password.weak (also when nothing changed), auth.locked.
 */
export async function changePassword(
  app: Pick<App, "clock" | "db" | "log">,
  q: { accountId: AccountId; current: string; next: string; keep: SessionId | ""; channel: Channel; ip: string },
): Promise<void> {
  const { account, rule } = await app.db.read(async (r) => ({
    account: await accountById(r, q.accountId),
    rule: await readSetting(r, "passwords"),
  }));
  if (account?.status !== "active") throw new MailError("auth.locked");
  if (!(await verifyPassword(account.password_hash, q.current))) throw new MailError("auth.failed");
  const next = q.next.normalize("NFC");
  if (next === q.current.normalize("NFC")) throw new MailError("password.weak", "the same as before");
  if (!isStrongPassword(next, { fullName: account.full_name, address: account.address }, rule))
    throw new MailError("password.weak");
  const password_hash = await hashPassword(next);
  await app.db.write(async (tx) => {
    await updateAccount(tx, q.accountId, { password_hash, must_change: 0, password_at: app.clock.now() });
    await deleteSessionsOf(tx, q.accountId, q.keep);
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
