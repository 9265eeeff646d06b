import * as routes from "@congthu/shared/api/console";
import { readConsole } from "../core/directory/read-console.ts";
import { type Handler, handler } from "./handler.ts";

export const CONSOLE_HANDLERS: readonly Handler[] = [
  handler(routes.readConsole, ({ app, principal }) => readConsole(app, principal)),
];
