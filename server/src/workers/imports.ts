import { workOnImports } from "../core/provisioning/import/work-on-imports.ts";
import type { Worker } from "./runner.ts";

/** Carries out lists of people, a few hundred rows at a time. */
export const importsWorker: Worker = { name: "imports", everyMs: 30_000, run: workOnImports };
