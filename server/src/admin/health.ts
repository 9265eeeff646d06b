import * as routes from "@congthu/shared/api/health";
import { requireWhole } from "../core/directory/acts.ts";
import { healthFigures, standingAlarms } from "../core/operations/watch-health.ts";
import { type Handler, handler } from "./handler.ts";

export const HEALTH_HANDLERS: readonly Handler[] = [
  handler(routes.readHealth, async ({ app, principal }) => {
    requireWhole(principal, "operations.view");
    const { waiting, tried, oldestAt, freeBytes, totalBytes, bugs } = await healthFigures(app);
    return {
      alerts: await standingAlarms(app),
      ...{ waiting, tried, oldestAt, freeBytes, totalBytes, bugs },
      upSeconds: Math.floor(process.uptime()),
      memoryBytes: process.memoryUsage.rss(),
    };
  }),
];
