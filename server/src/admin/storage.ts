import * as routes from "@congthu/shared/api/storage";
import { setPool } from "../core/quotas/pools.ts";
import { readStorage } from "../core/quotas/read-storage.ts";
import { type Handler, handler } from "./handler.ts";

export const STORAGE_HANDLERS: readonly Handler[] = [
  handler(routes.readStorage, ({ app, principal, query }) => readStorage(app, principal, query)),
  handler(routes.setPool, async ({ app, principal, params, body }) => {
    await setPool(app, principal, { ...params, ...body });
    return null;
  }),
];
