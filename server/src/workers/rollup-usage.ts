import { rollUpUsage } from "../core/reporting/roll-up-usage.ts";
import type { Worker } from "./runner.ts";

/** Folds new facts into the daily sums, so that lists and reports find little left to do. */
export const rollupUsage: Worker = {
  name: "rollup-usage",
  everyMs: 30_000,
  run: (app) => rollUpUsage(app),
};
