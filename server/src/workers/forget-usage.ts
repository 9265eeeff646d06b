import { forgetOldFacts } from "../core/reporting/keep-months.ts";
import type { Worker } from "./runner.ts";

/** Forgets old usage facts of single persons once their time is over. */
export const forgetUsage: Worker = { name: "forget-usage", everyMs: 6 * 3_600_000, run: (app) => forgetOldFacts(app) };
