import assert from "node:assert/strict";
import type { App } from "../core/app.ts";
import { createMetrics } from "../lib/metrics.ts";
import { createWakeups } from "../lib/wakeups.ts";
import { startWorkers, type Worker } from "./runner.ts";

const surroundings = () => {
  const metrics = createMetrics();
  const app = { metrics, wakeups: createWakeups(), log: () => undefined } as unknown as App;
  return { app, metrics };
};

describe("workers", () => {
  it("run until nothing is due", async () => {
    const { app } = surroundings();
    let left = 3;
    const worker: Worker = { name: "w", everyMs: 1e6, run: async () => (left > 0 ? left-- : 0) };
    const runner = startWorkers(app, [worker]);
    await runner.drain();
    assert.equal(left, 0);
    await runner.close();
  });

  it("are woken, and never run twice at once", async () => {
    const { app } = surroundings();
    let inside = 0;
    let runs = 0;
    let done = () => {};
    const twice = new Promise<void>((resolve) => {
      done = resolve;
    });
    const worker: Worker = {
      name: "w",
      everyMs: 1e6,
      async run() {
        assert.equal(++inside, 1);
        app.wakeups.wake("w");
        await new Promise((resolve) => setImmediate(resolve));
        inside--;
        if (++runs === 2) done();
        return 0;
      },
    };
    const runner = startWorkers(app, [worker]);
    await twice;
    await runner.close();
  });

  it("outlive a failure, which is counted as a bug", async () => {
    const { app, metrics } = surroundings();
    const worker: Worker = { name: "w", everyMs: 1e6, run: () => Promise.reject(new Error("disk")) };
    const runner = startWorkers(app, [worker]);
    await runner.drain();
    assert.ok(metrics.value("congthu_bugs_total", { at: "worker.w" }) >= 1);
    await runner.close();
  });
});
