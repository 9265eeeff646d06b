import { doDue } from "../core/records/do-due.ts";
import type { Worker } from "./runner.ts";

/** Brings letters back that were put aside, judges reminders, ends presences. */
export const laterWorker: Worker = { name: "later", everyMs: 5_000, run: doDue };
