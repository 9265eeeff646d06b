import { expireLinks as expire } from "../core/file-links/end-links.ts";
import type { Worker } from "./runner.ts";

/** Takes links to files away when their time is over. */
export const expireLinks: Worker = { name: "expire-links", everyMs: 5 * 60_000, run: expire };
