import { runDueEnds } from "../core/provisioning/run-due-ends.ts";
import type { Worker } from "./runner.ts";

/** Revokes and deletes accounts whose day has come. */
export const accountEnds: Worker = { name: "account-ends", everyMs: 15 * 60_000, run: runDueEnds };
