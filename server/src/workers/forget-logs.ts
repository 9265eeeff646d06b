import { forgetLogs as forget } from "../core/retention/forget-logs.ts";
import type { Worker } from "./runner.ts";

/** Forgets logs past their time, a piece at a time. */
export const forgetLogs: Worker = { name: "forget-logs", everyMs: 3_600_000, run: (app) => forget(app) };
