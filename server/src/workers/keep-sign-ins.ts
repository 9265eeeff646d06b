import { keepSignIns } from "../core/directory/keep-sign-ins.ts";
import type { Worker } from "./runner.ts";

/** Default passwords past their day, sessions and histories past their term. */
export const keepSignInsWorker: Worker = { name: "keep-sign-ins", everyMs: 600_000, run: keepSignIns };
