import * as routes from "@congthu/shared/api/groups";
import { changeGroup, closeGroup, createGroup } from "../core/groups/change-group.ts";
import { listGroups, previewGroup, readGroup } from "../core/groups/read-groups.ts";
import { type Handler, handler } from "./handler.ts";

export const GROUP_HANDLERS: readonly Handler[] = [
  handler(routes.previewGroup, ({ app, principal, body }) => previewGroup(app, principal, body)),
  handler(routes.listGroups, async ({ app, principal, query }) => ({ items: await listGroups(app, principal, query) })),
  handler(routes.readGroup, ({ app, principal, params }) => readGroup(app, principal, params.groupId)),
  handler(routes.createGroup, async ({ app, principal, body }) =>
    readGroup(app, principal, await createGroup(app, principal, body)),
  ),
  handler(routes.changeGroup, async ({ app, principal, params, body }) => {
    await changeGroup(app, principal, params.groupId, body);
    return readGroup(app, principal, params.groupId);
  }),
  handler(routes.closeGroup, async ({ app, principal, params }) => {
    await closeGroup(app, principal, params.groupId);
    return null;
  }),
];
