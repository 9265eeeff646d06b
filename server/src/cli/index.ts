import type { Command } from "./command.ts";
import { configCheck } from "./config-check.ts";
import { demoCommand } from "./demo.ts";
import { doctor } from "./doctor.ts";
import { serveCommand } from "./serve.ts";
import { version } from "./version.ts";

/** Every command of `congthu`; a new one is a file and a line. */
export const COMMANDS: readonly Command[] = [configCheck, demoCommand, doctor, serveCommand, version];
