import { z } from "zod";
import { ACCOUNT_STATUSES } from "../directory-words.ts";
import { LEAVE_KINDS } from "../leave.ts";
import { FILE_FORMATS } from "../report-words.ts";
import { USAGE_CHANNELS } from "../usage-channels.ts";
import { GRADED_MEASURES } from "../usage-measures.ts";
import { accountId, agencyId, count, flag, instant, localDay, NO_BODY, NONE } from "./fields.ts";
import { defineRoute, type Role } from "./route.ts";
import { gradeBand, usageVersion } from "./usage-settings.ts";

/** Reviewers see aggregates, never a name. */
const REVIEWERS: readonly Role[] = ["system", "agency", "reviewer"];

/**
 * The figures of one agency, of a tier or of all. `…Reported` count within agencies that declared a headcount, so that numerator and denominator cover
 * the same agencies. Persons count at the agency, in the post and with the mailbox's status of the last day; letters where they were when it was written.
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
  /** Their owners who were on recorded leave on every working day of theirs in the period: out of active, regular and all shares. */
  onLeave: count,
  onLeaveReported: count,
  /** Their owners who used them, and who did so regularly. */
  active: count,
  activeReported: count,
  regular: count,
  regularReported: count,
  /** The same of leaders. */
  leaderMailboxes: count,
  leaderOnLeave: count,
  leaderActive: count,
  leaderRegular: count,
  /** Owners who had never acted by the end of the period, and who had, but not for as many days as the setting `usageViews` says. */
  neverUsed: count,
  dormant: count,
  /** Letters written, by the farthest place each went to; replies and forwards are among them. */
  letters: count,
  sentAgency: count,
  sentProvince: count,
  sentGov: count,
  sentPublic: count,
  sentOther: count,
  replied: count,
  forwarded: count,
  /** Letters received, by where they came from: own agency, other agencies of ours, other .gov.vn, public webmail, elsewhere. */
  received: count,
  receivedAgency: count,
  receivedProvince: count,
  receivedGov: count,
  receivedPublic: count,
  receivedOther: count,
  /** Documents (PDF, Word, Excel …) attached to the letters written and received. */
  sentDocuments: count,
  receivedDocuments: count,
  /** Agency mailboxes; their working days; and those on which somebody looked into it in the morning and in the afternoon. */
  boxes: count,
  boxDays: count,
  boxDaysChecked: count,
});
export type UsageFigures = z.infer<typeof usageFigures>;

export const USAGE_NOTES = ["notReported", "noMailboxes", "moreMailboxesThanStaff", "closed"] as const;

export const usageRow = usageFigures.extend({
  agencyId,
  name: z.string(),
  tier: z.string(),
  notes: z.array(z.enum(USAGE_NOTES)),
  /** Percentage by the graded measure, one decimal, now and in the period before; null: not reported. */
  percent: z.number().nullable(),
  percentBefore: z.number().nullable(),
  /** Index into `grading.bands`. */
  band: count.nullable(),
  /** Place among all rows by that percentage; equal ones share it. */
  place: count.nullable(),
});
export type UsageRow = z.infer<typeof usageRow>;

export const usageReport = z.object({
  period: z.object({ from: localDay, to: localDay }),
  /** The last day counted: the end of the period, or today. */
  through: localDay,
  workingDays: count,
  definition: usageVersion,
  grading: z.object({
    measure: z.enum(GRADED_MEASURES),
    bands: z.array(gradeBand),
    /** Percentage aimed at, null for none. */
    target: z.number().nullable(),
  }),
  /** Tiers on the last day, in their order, each with the sum of its agencies. */
  tiers: z.array(z.object({ tier: z.string(), label: z.string(), labelEn: z.string(), sum: usageFigures })),
  rows: z.array(usageRow),
  total: usageFigures,
  /** The same length of time before, reckoned by the same definition. */
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

export const usageMonth = z.object({
  /** yyyy-mm. */
  month: z.string(),
  users: count,
  regular: count,
  mailboxes: count,
  letters: count,
  received: count,
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
  reply: z.object({ months: z.array(usageMonth) }),
});
export type UsageTrend = z.infer<typeof readUsageTrend.reply>;

export const readUsageDays = defineRoute({
  name: "readUsageDays",
  method: "GET",
  path: "/api/reports/usage/days",
  audience: REVIEWERS,
  params: NONE,
  query: z.strictObject(window),
  body: NO_BODY,
  /** Each day of the period (heat map): persons who acted, letters written and received. */
  reply: z.object({
    mailboxes: count,
    days: z.array(z.object({ day: localDay, working: z.boolean(), users: count, letters: count, received: count })),
  }),
});
export type UsageDays = z.infer<typeof readUsageDays.reply>;

export const readUsageProtocols = defineRoute({
  name: "readUsageProtocols",
  method: "GET",
  path: "/api/reports/usage/protocols",
  audience: REVIEWERS,
  params: NONE,
  query: z.strictObject(window),
  body: NO_BODY,
  /** Personal mailboxes reached by each way, programs that poll included: a person may use several. */
  reply: z.object({ mailboxes: count, channels: z.array(z.object({ channel: z.enum(USAGE_CHANNELS), users: count })) }),
});
export type UsageProtocols = z.infer<typeof readUsageProtocols.reply>;

export const readUsageStorage = defineRoute({
  name: "readUsageStorage",
  method: "GET",
  path: "/api/reports/usage/storage",
  audience: REVIEWERS,
  params: NONE,
  query: z.strictObject({ agencyId: agencyId.optional() }),
  body: NO_BODY,
  /** As it is now, agency by agency; `full` mailboxes have less than a tenth left. */
  reply: z.object({
    rows: z.array(
      z.object({ agencyId, name: z.string(), mailboxes: count, usedBytes: count, quotaBytes: count, full: count }),
    ),
  }),
});
export type UsageStorage = z.infer<typeof readUsageStorage.reply>;

/** Why an account of the subtree counts or does not: each has exactly one. */
export const USAGE_REASONS = [
  "regular",
  "active",
  "otherActs",
  "idle",
  "never",
  "onLeave",
  "notYetOpened",
  "closed",
  "agencyMailbox",
  "technical",
] as const;
export type UsageReason = (typeof USAGE_REASONS)[number];

export const explainUsage = defineRoute({
  name: "explainUsage",
  method: "GET",
  path: "/api/reports/usage/explain",
  audience: REVIEWERS,
  params: NONE,
  /** `own`: of the agency itself and its divisions, not of the agencies below it. */
  query: z.strictObject({ ...window, own: flag.optional() }),
  body: NO_BODY,
  /** How many accounts fall under each reason, leaders apart; who they are is told by `readUsagePeople` alone. Each look is in the audit. */
  reply: z.object({
    through: localDay,
    definition: usageVersion,
    reasons: z.array(z.object({ reason: z.enum(USAGE_REASONS), accounts: count, leaders: count, locked: count })),
  }),
});
export type UsageExplanation = z.infer<typeof explainUsage.reply>;

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
  reason: z.enum(USAGE_REASONS),
  /** Days of recorded leave in the period. */
  leaveDays: count,
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

/** All facts kept of one person. */
export const personUsage = z.object({
  id: accountId,
  name: z.string(),
  address: z.string(),
  history: z.array(z.object({ from: localDay, agencyId, isLeader: z.boolean(), status: z.enum(ACCOUNT_STATUSES) })),
  leaves: z.array(z.object({ from: localDay, to: localDay, kind: z.enum(LEAVE_KINDS) })),
  days: z.array(
    z.object({
      day: localDay,
      channel: z.string(),
      signIns: count,
      opened: count,
      sent: count,
      replied: count,
      forwarded: count,
      received: count,
      sentDocuments: count,
      receivedDocuments: count,
    }),
  ),
  agencyMailboxes: z.array(z.object({ mailboxId: accountId, day: localDay, opened: count })),
});
export type PersonUsage = z.infer<typeof personUsage>;

export const readPersonUsage = defineRoute({
  name: "readPersonUsage",
  method: "GET",
  path: "/api/accounts/:accountId/usage",
  /** The agency's administrator, or whoever runs the system on a person's request; each look is in the audit. */
  audience: ["system", "agency"],
  params: z.strictObject({ accountId }),
  query: NONE,
  body: NO_BODY,
  reply: personUsage,
});

export const erasePersonUsage = defineRoute({
  name: "erasePersonUsage",
  method: "DELETE",
  path: "/api/accounts/:accountId/usage",
  audience: ["system", "agency"],
  params: z.strictObject({ accountId }),
  query: NONE,
  body: NO_BODY,
  reply: z.null(),
});

export const readBoxChecks = defineRoute({
  name: "readBoxChecks",
  method: "GET",
  path: "/api/reports/usage/boxes",
  audience: ["agency"],
  params: NONE,
  /** The mailboxes of one agency itself. Each look is in the audit. */
  query: z.strictObject({ from: localDay, to: localDay, agencyId }),
  body: NO_BODY,
  /** Who opened letters in them, how often in the morning and in the afternoon; `clerk` is empty where facts were erased. */
  reply: z.object({
    through: localDay,
    workingDays: z.array(localDay),
    boxes: z.array(
      z.object({
        id: accountId,
        name: z.string(),
        address: z.string(),
        looks: z.array(z.object({ day: localDay, clerk: z.string(), morning: count, afternoon: count })),
      }),
    ),
  }),
});
export type BoxChecks = z.infer<typeof readBoxChecks.reply>;
