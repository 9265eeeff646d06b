import * as routes from "@congthu/shared/api/settings";
import { previewDefinition } from "../core/reporting/preview-definition.ts";
import { changeUsageDefinition } from "../core/reporting/usage-definition.ts";
import { changeSetting } from "../core/settings/change-setting.ts";
import { readSettings } from "../core/settings/read-setting.ts";
import { type Handler, handler } from "./handler.ts";

export const SETTING_HANDLERS: readonly Handler[] = [
  handler(routes.readSettings, ({ app }) => app.db.read(readSettings)),
  handler(routes.changeSetting, async ({ app, principal, params, body }) => {
    await changeSetting(app, principal, { name: params.name, value: body });
    return app.db.read(readSettings);
  }),
  handler(routes.previewUsageDefinition, ({ app, principal, body }) => previewDefinition(app, principal, body)),
  handler(routes.changeUsageDefinition, async ({ app, principal, body }) => {
    await changeUsageDefinition(app, principal, body);
    return app.db.read(readSettings);
  }),
];
