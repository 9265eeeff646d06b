import type { Reader, Tx } from "../../store/db.ts";
import { putSetting, settingValue } from "../../store/settings.ts";
import type { App } from "../app.ts";

/** Passwords by which this server signs in elsewhere; each is sealed for its own name. */
export type SecretName = "ldap.password" | "oidc.clientSecret" | "acme.accountKey";

/** The password, or null when none is kept. */
export async function readSecret(app: Pick<App, "secrets">, r: Reader, name: SecretName): Promise<string | null> {
  const sealed = await settingValue(r, name);
  return sealed === undefined || sealed === "" ? null : app.secrets.open(name, sealed);
}

/** Keeps a password; "" forgets it. */
export function keepSecretIn(
  app: Pick<App, "clock" | "secrets">,
  tx: Tx,
  name: SecretName,
  text: string,
): Promise<void> {
  const value = text === "" ? "" : app.secrets.seal(name, text);
  return putSetting(tx, { name, value, changed_at: app.clock.now(), changed_by: null });
}
