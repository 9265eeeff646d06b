/** Every file that is made from others; a new one is a line here. */
import { configJsonSchema, configReference } from "./config-reference.ts";
import { describeCoverage } from "./rfc-ledger.ts";
import { describeSchema } from "./store-schema.ts";

export type Generated = { path: string; generate: () => string | Promise<string> };

export const GENERATED: readonly Generated[] = [
  { path: "config/REFERENCE.md", generate: configReference },
  { path: "config/schema.json", generate: configJsonSchema },
  { path: "server/src/store/schema.sql", generate: describeSchema },
  { path: "server/rfc/COVERAGE.md", generate: describeCoverage },
];
