import { parentPort, workerData } from "node:worker_threads";
import { type AppOptions, createApp } from "./app.ts";
import { type SeedPlan, seedDemo } from "./demo/seed.ts";

export type SeedOrder = { options: Omit<AppOptions, "clock">; plan: SeedPlan };
export type SeedProgress = { vi: string; en: string };

/** Fills an empty data folder with the demo; as a thread, so that what it needed of memory goes with it. */
const { options, plan } = workerData as SeedOrder;
const app = await createApp({ ...options, logLevel: "silent" });
try {
  await seedDemo(app, plan, (vi, en) => parentPort?.postMessage({ vi, en } satisfies SeedProgress));
} finally {
  await app.close();
}
