import { watchHealth as watch } from "../core/operations/watch-health.ts";
import type { Worker } from "./runner.ts";

/** Keeps the gauges and raises the alarm. Faults from before it began are not told. */
export function watchHealth(): Worker {
  let bugs: number | undefined;
  return {
    name: "watch-health",
    everyMs: 30_000,
    async run(app) {
      bugs = await watch(app, bugs ?? app.metrics.total("congthu_bugs_total"));
      return 0;
    },
  };
}
