import { tellOfSignIns } from "../core/directory/tell-of-sign-ins.ts";
import type { Worker } from "./runner.ts";

/** Letters about sign-ins from browsers and places that were never seen before. */
export const signInAlerts: Worker = { name: "sign-in-alerts", everyMs: 20_000, run: tellOfSignIns };
