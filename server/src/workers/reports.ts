import { runSchedules } from "../core/reporting/run-schedules.ts";
import type { Worker } from "./runner.ts";

/** Opens the periods agencies report on, reminds them, freezes and mails the reports that are due. */
export const reportsWorker: Worker = {
  name: "reports",
  everyMs: 10 * 60_000,
  run: (app) => runSchedules(app),
};
