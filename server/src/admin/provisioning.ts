import { applyDirectory as applyRoute } from "@congthu/shared/api/directory-file";
import * as routes from "@congthu/shared/api/provisioning";
import { readAccount } from "../core/directory/read-account.ts";
import { applyDirectory } from "../core/provisioning/apply-directory.ts";
import { endAccount, holdAccount, restoreAccount } from "../core/provisioning/end-account.ts";
import { requestPage } from "../core/provisioning/list-requests.ts";
import { readAccountLife } from "../core/provisioning/read-life.ts";
import { carryOutRequest, decideRequest, submitRequest } from "../core/provisioning/requests.ts";
import { type Handler, handler } from "./handler.ts";

export const PROVISIONING_HANDLERS: readonly Handler[] = [
  handler(applyRoute, async ({ app, principal, body }) => ({ steps: await applyDirectory(app, principal, body) })),
  handler(routes.listRequests, ({ app, principal, query }) => requestPage(app, principal, query)),
  handler(routes.submitRequest, async ({ app, principal, body }) => ({
    requestId: await submitRequest(app, principal, body),
  })),
  handler(routes.decideRequest, async ({ app, principal, params, body }) => {
    await decideRequest(app, principal, { ...params, ...body });
    return null;
  }),
  handler(routes.carryOutRequest, async ({ app, principal, params, body }) => {
    const done = await carryOutRequest(app, principal, { ...params, ...body });
    return {
      account: await readAccount(app, principal, done.accountId),
      oneTimePassword: done.oneTimePassword,
    };
  }),
  handler(routes.endAccount, async ({ app, principal, params, body }) => {
    await endAccount(app, principal, params.accountId, body);
    return readAccount(app, principal, params.accountId);
  }),
  handler(routes.restoreAccount, async ({ app, principal, params, body }) => {
    const { oneTimePassword } = await restoreAccount(app, principal, params.accountId, body);
    return { account: await readAccount(app, principal, params.accountId), oneTimePassword };
  }),
  handler(routes.holdAccount, async ({ app, principal, params, body }) => {
    await holdAccount(app, principal, params.accountId, body.hold);
    return readAccount(app, principal, params.accountId);
  }),
  handler(routes.readAccountLife, ({ app, principal, params }) => readAccountLife(app, principal, params.accountId)),
];
