import * as routes from "@congthu/shared/api/console";
import { exportTable as tableRoute } from "@congthu/shared/api/tables";
import { keepConsoleChoice, readConsole } from "../core/directory/read-console.ts";
import { exportTable } from "../core/tables/export-table.ts";
import { type Handler, handler } from "./handler.ts";

export const CONSOLE_HANDLERS: readonly Handler[] = [
  handler(routes.readConsole, ({ app, principal }) => readConsole(app, principal)),
  handler(routes.keepConsoleChoice, async ({ app, principal, params, body }) => {
    await keepConsoleChoice(app, principal, { name: params.name, value: body.value });
    return null;
  }),
  handler(tableRoute, ({ app, principal, params, query }) => exportTable(app, principal, { ...params, ...query })),
];
