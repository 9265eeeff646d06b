import { z } from "zod";
import { CODE_SCHEMES } from "../directory-words.ts";
import { accountDetail } from "./accounts.ts";
import { agencyFacts } from "./agencies.ts";
import { count, line, localDay, NONE, name } from "./fields.ts";
import { defineRoute } from "./route.ts";
import { SETTINGS } from "./setting-values.ts";

const { abbr, kind, domain } = agencyFacts;
const tier = z.string().max(40);

/** One agency: found by one of its codes, else by its name or abbreviation below the same parent. The first without a parent is the root. */
const agency = z.strictObject({
  name,
  shortName: line(100).optional(),
  abbr,
  kind,
  tier,
  /** Abbreviation or name of an agency before it in the file, or one that is there. */
  parent: line(200).optional(),
  since: localDay.optional(),
  domain: domain.optional(),
  codes: z.array(z.strictObject({ scheme: z.enum(CODE_SCHEMES), code: line(35).min(1), from: localDay })).default([]),
  headcounts: z
    .array(z.strictObject({ from: localDay, staff: z.number().int().min(0), leaders: z.number().int().min(0) }))
    .default([]),
  /** Whether a new one gets its shared mailbox. */
  mailbox: z.boolean().default(true),
});
export type AgencyWish = z.output<typeof agency>;

/** One account, found by its address; a new one has no password until one is given. */
const account = z.strictObject({
  address: z.email().max(254),
  name,
  agency: line(200),
  kind: accountDetail.shape.kind.default("person"),
  title: line(200).default(""),
  unit: line(200).default(""),
  leader: z.boolean().default(false),
});

/** A whole directory as a file says it shall be. What the file does not name stays as it is. */
export const directoryFile = z.strictObject({
  settings: z
    .strictObject({
      province: SETTINGS.province.schema,
      naming: SETTINGS.naming.schema,
      quotas: SETTINGS.quotas.schema,
    })
    .partial()
    .default({}),
  domains: z
    .array(z.union([z.string(), z.strictObject({ domain: z.string(), aliasOf: z.string().optional() })]))
    .default([]),
  agencies: z.array(agency).default([]),
  accounts: z.array(account).default([]),
});
export type DirectoryFile = z.output<typeof directoryFile>;

/** One difference between what is and what the file wants: `what` happens to `whom`, from `before` to `after`. */
const plannedStep = z.object({
  what: z.enum(["create", "change", "move", "set"]),
  whom: z.string(),
  before: z.string(),
  after: z.string(),
});
export type PlannedStep = z.infer<typeof plannedStep>;

export const applyDirectory = defineRoute({
  name: "applyDirectory",
  method: "POST",
  path: "/api/directory",
  audience: ["system"],
  params: NONE,
  query: NONE,
  /** `planOnly`: nothing stays, the differences are told. `planned`: how many were shown; with another number meanwhile nothing is done. */
  body: z.strictObject({ file: directoryFile, planOnly: z.boolean().default(true), planned: count.optional() }),
  reply: z.object({ steps: z.array(plannedStep) }),
});
