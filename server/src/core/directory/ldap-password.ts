import { bindsLdap, LdapError } from "../../lib/ldap.ts";
import type { AccountRow } from "../../store/accounts.ts";
import { ldapLinkOf } from "../../store/ldap-links.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { readSetting } from "../settings/read-setting.ts";

/**
 * Whether the directory an account came from takes the password, where the settings ask it and the account has none of its own. Throws busy when it
 * cannot be asked: that is no wrong try.
 */
export async function directoryTakes(
  app: Pick<App, "db" | "log">,
  account: AccountRow,
  password: string,
): Promise<boolean> {
  if (account.password_hash !== null) return false;
  const { settings, link } = await app.db.read(async (r) => ({
    settings: await readSetting(r, "ldap"),
    link: await ldapLinkOf(r, account.account_id),
  }));
  if (!link || !settings.passwordByBind || settings.url === "") return false;
  try {
    return await bindsLdap(settings, { dn: link.dn, password });
  } catch (err) {
    if (!(err instanceof LdapError)) throw err;
    app.log("warn", "signIn.directoryUnreachable", { reason: err.message });
    throw new MailError("busy", "directory");
  }
}
