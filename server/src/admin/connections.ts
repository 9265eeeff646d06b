import * as routes from "@congthu/shared/api/connections";
import { askForCertificate } from "../core/operations/renew-certificate.ts";
import { changeAcme, changeLdap, changeOidc, readConnections } from "../core/provisioning/change-connections.ts";
import { syncDirectory } from "../core/provisioning/ldap/sync-directory.ts";
import { type Handler, handler } from "./handler.ts";

export const CONNECTION_HANDLERS: readonly Handler[] = [
  handler(routes.readConnections, ({ app, principal }) => readConnections(app, principal)),
  handler(routes.changeLdap, async ({ app, principal, body }) => {
    await changeLdap(app, principal, body);
    return readConnections(app, principal);
  }),
  handler(routes.changeOidc, async ({ app, principal, body }) => {
    await changeOidc(app, principal, body);
    return readConnections(app, principal);
  }),
  handler(routes.changeAcme, async ({ app, principal, body }) => {
    await changeAcme(app, principal, body.settings);
    return readConnections(app, principal);
  }),
  handler(routes.askForCertificate, ({ app, principal }) => askForCertificate(app, principal).then(() => null)),
  handler(routes.syncDirectory, ({ app, principal, body }) => syncDirectory(app, principal, body)),
];
