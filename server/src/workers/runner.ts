import type { App } from "../core/app.ts";

/** Work that is looked for again and again. */
export type Worker = {
  name: string;
  /** The longest it waits before it looks again, milliseconds. */
  everyMs: number;
  /** Does what is due now (by app.clock); gives how much it did, 0 when there was nothing. Idempotent: a crash runs it again. */
  run(app: App): Promise<number>;
  /** The server ends: begin nothing new. For workers whose `run` may take long. */
  stop?(): void;
};
export type Runner = {
  /** Runs every worker until none finds anything; for tests and for the end of a command. */
  drain(): Promise<void>;
  /** Waits for what runs, then stops. */
  close(): Promise<void>;
};

/** After a failure a worker rests so long, so that a fault is not a storm. */
const REST_MS = 5_000;

/** Starts the one loop that runs workers: each by itself, woken or after its time, never twice at once. */
export function startWorkers(app: App, workers: readonly Worker[]): Runner {
  const loops = workers.map((worker) => startLoop(app, worker));
  const deaf = app.wakeups.listen((name) => {
    for (const loop of loops) if (loop.name === name) loop.wake();
  });
  return {
    async drain() {
      for (let did = 1; did > 0; ) {
        did = 0;
        for (const loop of loops) did += await loop.runNow();
      }
    },
    async close() {
      deaf();
      for (const worker of workers) worker.stop?.();
      await Promise.all(loops.map((loop) => loop.close()));
    },
  };
}

function startLoop(app: App, worker: Worker) {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<number> | undefined;
  let wanted = false;
  let closed = false;

  const schedule = (ms: number) => {
    clearTimeout(timer);
    if (!closed) timer = setTimeout(go, ms);
  };
  function go(): void {
    if (running !== undefined || closed) {
      wanted = true;
      return;
    }
    wanted = false;
    running = Promise.resolve().then(() => once(app, worker));
    void running.then((did) => {
      running = undefined;
      schedule(did < 0 ? REST_MS : did > 0 || wanted ? 0 : worker.everyMs);
    });
  }
  schedule(0);
  return {
    name: worker.name,
    wake: go,
    async runNow(): Promise<number> {
      while (running !== undefined) await running;
      running = Promise.resolve().then(() => once(app, worker));
      const did = await running;
      running = undefined;
      schedule(worker.everyMs);
      return Math.max(0, did);
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** How much was done, or -1 when it failed: our bug or a lost disk, told and tried again. */
async function once(app: App, worker: Worker): Promise<number> {
  try {
    return await worker.run(app);
  } catch (err) {
    app.metrics.count("congthu_bugs_total", { at: `worker.${worker.name}` });
    app.log("error", "bug", {
      at: `worker.${worker.name}`,
      stack: err instanceof Error ? (err.stack ?? "") : String(err),
    });
    return -1;
  }
}
