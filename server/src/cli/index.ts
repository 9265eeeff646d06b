import { accountCommand } from "./account.ts";
import { agencyCommand } from "./agency.ts";
import { applyCommand } from "./apply.ts";
import { auditCommand } from "./audit.ts";
import type { Command } from "./command.ts";
import { configCheck } from "./config-check.ts";
import { demoCommand } from "./demo.ts";
import { directory } from "./directory.ts";
import { doctor } from "./doctor.ts";
import { domainCommand } from "./domain.ts";
import { queueCommand } from "./queue.ts";
import { reportCommand } from "./report.ts";
import { serveCommand } from "./serve.ts";
import { traceCommand } from "./trace.ts";
import { version } from "./version.ts";

/** Every command of `congthu`; a new one is a file and a line. */
export const COMMANDS: readonly Command[] = [
  accountCommand,
  agencyCommand,
  auditCommand,
  applyCommand,
  configCheck,
  demoCommand,
  directory,
  doctor,
  domainCommand,
  queueCommand,
  reportCommand,
  serveCommand,
  traceCommand,
  version,
];
