import { parentPort, workerData } from "node:worker_threads";
import { openCheckpointer } from "./store/sqlite.ts";

/** The thread behind store/checkpoints: each message asks for one copy of the log into the database file. */
const copy = openCheckpointer(workerData as string);
parentPort?.on("message", () => {
  copy();
  parentPort?.postMessage("copied");
});
