import * as routes from "@congthu/shared/api/trace";
import { exportLog } from "../core/operations/export-log.ts";
import { findLetters } from "../core/operations/find-letters.ts";
import { readTrace } from "../core/operations/read-trace.ts";
import { type Handler, handler } from "./handler.ts";

export const TRACE_HANDLERS: readonly Handler[] = [
  handler(routes.readMailLog, async ({ app, principal, query }) => ({ file: await exportLog(app, principal, query) })),
  handler(routes.findLetters, ({ app, principal, query }) => findLetters(app, principal, query)),
  handler(routes.readTrace, ({ app, principal, params }) => readTrace(app, principal, params.traceId)),
];
