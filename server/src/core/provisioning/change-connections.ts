import type { AcmeSettings, LdapSettings, OidcSettings } from "@congthu/shared/api/connection-settings";
import type { ConnectionsView } from "@congthu/shared/api/connections";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { requireWhole } from "../directory/acts.ts";
import { lastAcme } from "../operations/renew-certificate.ts";
import { storeSettingIn } from "../settings/change-setting.ts";
import { keepSecretIn, readSecret } from "../settings/kept-secrets.ts";
import { readSetting } from "../settings/read-setting.ts";
import { lastSync } from "./ldap/sync-directory.ts";

/** The other systems as they are set, without their passwords. Throws access.denied. */
export function readConnections(
  app: Pick<App, "db" | "outside" | "secrets">,
  principal: Principal,
): Promise<ConnectionsView> {
  requireWhole(principal, "settings.change");
  const shown = app.outside.certificate;
  const certificate = shown && { selfSigned: shown.selfSigned, expiresAt: shown.expiresAt };
  return app.db.read(async (r) => ({
    ldap: await readSetting(r, "ldap"),
    hasLdapPassword: (await readSecret(app, r, "ldap.password")) !== null,
    ldapRun: (await lastSync(r)) ?? null,
    oidc: await readSetting(r, "oidc"),
    hasOidcSecret: (await readSecret(app, r, "oidc.clientSecret")) !== null,
    acme: await readSetting(r, "acme"),
    acmeRun: (await lastAcme(r)) ?? null,
    certificate,
  }));
}

/** Sets the directory, and with `password` the one of its account ("" forgets it). Throws access.denied. */
export function changeLdap(
  app: Pick<App, "clock" | "db" | "secrets">,
  principal: Principal,
  q: { settings: LdapSettings; password?: string | undefined },
): Promise<void> {
  requireWhole(principal, "settings.change");
  const { settings, password } = q;
  return app.db.write(async (tx) => {
    await storeSettingIn(app, tx, principal, "ldap", settings);
    if (password !== undefined) await keepSecretIn(app, tx, "ldap.password", password);
  });
}

/** Sets the provider of sign-ins, and with `clientSecret` how we show ourselves to it ("" forgets it). Throws access.denied. */
export function changeOidc(
  app: Pick<App, "clock" | "db" | "secrets">,
  principal: Principal,
  q: { settings: OidcSettings; clientSecret?: string | undefined },
): Promise<void> {
  requireWhole(principal, "settings.change");
  const { settings, clientSecret } = q;
  return app.db.write(async (tx) => {
    await storeSettingIn(app, tx, principal, "oidc", settings);
    if (clientSecret !== undefined) await keepSecretIn(app, tx, "oidc.clientSecret", clientSecret);
  });
}

/** Sets the authority of certificates; turned on, a worker asks it at once. Throws access.denied. */
export async function changeAcme(
  app: Pick<App, "clock" | "db" | "wakeups">,
  principal: Principal,
  settings: AcmeSettings,
): Promise<void> {
  requireWhole(principal, "settings.change");
  await app.db.write((tx) => storeSettingIn(app, tx, principal, "acme", settings));
  app.wakeups.wake("certificate");
}
