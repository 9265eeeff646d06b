import { z } from "zod";
import { FILE_FORMATS } from "../report-words.ts";
import { QUALIFYING_ACTS } from "../usage-definition.ts";
import { accountId, agencyId, count, instant, localDay, NO_BODY, NONE } from "./fields.ts";
import { defineRoute, type Role } from "./route.ts";

/** Reviewers see aggregates, never a name. */
const REVIEWERS: readonly Role[] = ["system", "agency", "reviewer"];

/**
 * The figures of one agency, of a tier or of all. `…Reported` count within agencies that declared a headcount, so that numerator and denominator cover
 * the same agencies.
 */
export const usageFigures = z.object({
  /** Agencies summed, and those among them that declared a headcount. */
  agencies: count,
  reported: count,
  /** Declared: everybody, and leaders among them. Null: not reported. */
  staff: count.nullable(),
  leaders: count.nullable(),
  /** Personal mailboxes at the end of the period, locked ones included. */
  mailboxes: count,
  mailboxesReported: count,
  locked: count,
  /** Their owners who used them, and who did so regularly. */
  active: count,
  activeReported: count,
  regular: count,
  regularReported: count,
  /** The same of leaders. */
  leaderMailboxes: count,
  leaderActive: count,
  leaderRegular: count,
  letters: count,
  received: count,
  receivedPublic: count,
});
export type UsageFigures = z.infer<typeof usageFigures>;

export const USAGE_NOTES = ["notReported", "noMailboxes", "moreMailboxesThanStaff"] as const;

export const usageRow = usageFigures.extend({
  agencyId,
  name: z.string(),
  tier: z.string(),
  notes: z.array(z.enum(USAGE_NOTES)),
});
export type UsageRow = z.infer<typeof usageRow>;

export const usageReport = z.object({
  period: z.object({ from: localDay, to: localDay }),
  /** The last day counted: the end of the period, or today. */
  through: localDay,
  workingDays: count,
  definition: z.object({
    version: count,
    since: localDay,
    acts: z.array(z.enum(QUALIFYING_ACTS)),
    regularPercent: count,
  }),
  /** Tiers on the last day, in their order, each with the sum of its agencies. */
  tiers: z.array(z.object({ tier: z.string(), label: z.string(), labelEn: z.string(), sum: usageFigures })),
  rows: z.array(usageRow),
  total: usageFigures,
  /** The same length of time before. */
  previous: z.object({ from: localDay, to: localDay, total: usageFigures }).nullable(),
  createdAt: instant,
});
export type UsageReport = z.infer<typeof usageReport>;

const window = { from: localDay, to: localDay, agencyId: agencyId.optional() };

export const readUsageReport = defineRoute({
  name: "readUsageReport",
  method: "GET",
  path: "/api/reports/usage",
  audience: REVIEWERS,
  params: NONE,
  query: z.strictObject(window),
  body: NO_BODY,
  reply: usageReport,
});

export const readUsageTrend = defineRoute({
  name: "readUsageTrend",
  method: "GET",
  path: "/api/reports/usage/trend",
  audience: REVIEWERS,
  params: NONE,
  /** The 12 months that end with the one of `to`. */
  query: z.strictObject({ to: localDay, agencyId: agencyId.optional() }),
  body: NO_BODY,
  reply: z.object({
    months: z.array(z.object({ month: z.string(), users: count, mailboxes: count, letters: count })),
  }),
});
export type UsageTrend = z.infer<typeof readUsageTrend.reply>;

export const readUsageFile = defineRoute({
  name: "readUsageFile",
  method: "GET",
  path: "/api/reports/usage/file",
  audience: REVIEWERS,
  params: NONE,
  query: z.strictObject({ ...window, format: z.enum(FILE_FORMATS) }),
  body: NO_BODY,
  /** A file as a download. */
  reply: z.object({ file: z.object({ name: z.string(), type: z.string(), bytes: z.instanceof(Uint8Array) }) }),
});

export const usagePerson = z.object({
  id: accountId,
  name: z.string(),
  title: z.string(),
  unit: z.string(),
  isLeader: z.boolean(),
  locked: z.boolean(),
  usedDays: count,
  workedDays: count,
  /** Working days of the period since the mailbox was opened. */
  workingDays: count,
  regular: z.boolean(),
  lastUsed: localDay.nullable(),
  letters: count,
});

export const readUsagePeople = defineRoute({
  name: "readUsagePeople",
  method: "GET",
  path: "/api/reports/usage/people",
  audience: ["agency"],
  params: NONE,
  /** One agency itself with its divisions. Each look is in the audit. */
  query: z.strictObject({ from: localDay, to: localDay, agencyId }),
  body: NO_BODY,
  reply: z.object({ people: z.array(usagePerson), through: localDay }),
});
export type UsagePerson = z.infer<typeof usagePerson>;
