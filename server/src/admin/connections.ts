import * as routes from "@congthu/shared/api/connections";
import { changeLdap, changeOidc, readConnections } from "../core/provisioning/change-connections.ts";
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
  handler(routes.syncDirectory, ({ app, principal, body }) => syncDirectory(app, principal, body)),
];
