import { countReaches } from "../core/groups/count-reaches.ts";
import { tellModerators } from "../core/groups/tell-moderators.ts";
import type { Worker } from "./runner.ts";

/** Tells moderators of what waits for them. */
export const moderation: Worker = { name: "moderation", everyMs: 60_000, run: (app) => tellModerators(app) };

/** Counts whom the groups reach: people come and go, and rules name who is there. */
export const groupReaches: Worker = { name: "group-reaches", everyMs: 600_000, run: (app) => countReaches(app) };
