import * as routes from "@congthu/shared/api/leaves";
import type { AccountId } from "@congthu/shared/ids";
import type { Principal } from "../core/access.ts";
import type { App } from "../core/app.ts";
import { listAgencyLeaves } from "../core/directory/agency-leaves.ts";
import { changeLeave, listLeaves, recordLeave, removeLeave } from "../core/directory/leaves.ts";
import { importLeaves } from "../core/provisioning/import/import-leaves.ts";
import { type Handler, handler } from "./handler.ts";

const now = async (app: Pick<App, "db">, principal: Principal, accountId: AccountId) => ({
  leaves: await app.db.read((r) => listLeaves(r, principal, accountId)),
});

export const LEAVE_HANDLERS: readonly Handler[] = [
  handler(routes.listLeaves, ({ app, principal, params }) => now(app, principal, params.accountId)),
  handler(routes.recordLeave, async ({ app, principal, params, body }) => {
    await recordLeave(app, principal, params.accountId, body);
    return now(app, principal, params.accountId);
  }),
  handler(routes.changeLeave, async ({ app, principal, params, body }) => {
    await changeLeave(app, principal, { ...params, leave: body });
    return now(app, principal, params.accountId);
  }),
  handler(routes.removeLeave, async ({ app, principal, params }) => {
    await removeLeave(app, principal, params);
    return now(app, principal, params.accountId);
  }),
  handler(routes.listAgencyLeaves, async ({ app, principal, params }) => ({
    items: await listAgencyLeaves(app, principal, params.agencyId),
  })),
  handler(routes.importLeaves, ({ app, principal, params, body }) =>
    importLeaves(app, principal, {
      ...params,
      bytes: Buffer.from(body.content, "base64"),
      dryRun: body.dryRun,
    }),
  ),
];
