import { releaseDue } from "../core/submission/release-due.ts";
import type { Worker } from "./runner.ts";

/** Sends held letters when their time comes. */
export const releaseSubmissions: Worker = { name: "submissions", everyMs: 1_000, run: releaseDue };
