import type { AcmeSettings, LdapSettings, OidcSettings } from "@congthu/shared/api/connection-settings";
import type { ConnectionsView, SyncOutcome } from "@congthu/shared/api/connections";
import { callApi } from "../../data/api-client.ts";

export const readConnections = () => callApi<ConnectionsView>("GET", "/api/connections");
export const changeLdap = (body: { settings: LdapSettings; password?: string }) =>
  callApi<ConnectionsView>("PUT", "/api/connections/ldap", { body });
export const syncDirectory = (planOnly: boolean) =>
  callApi<SyncOutcome>("POST", "/api/connections/ldap/sync", { body: { planOnly } });
export const changeOidc = (body: { settings: OidcSettings; clientSecret?: string }) =>
  callApi<ConnectionsView>("PUT", "/api/connections/oidc", { body });
export const changeAcme = (settings: AcmeSettings) =>
  callApi<ConnectionsView>("PUT", "/api/connections/acme", { body: { settings } });
export const askForCertificate = () => callApi<null>("POST", "/api/connections/acme/orders", { body: {} });
