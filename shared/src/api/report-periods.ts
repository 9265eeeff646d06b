import { z } from "zod";
import type { FrozenReportId, ReportPeriodId } from "../ids.ts";
import { FILE_FORMATS } from "../report-words.ts";
import { agencyId, count, id, instant, line, localDay, NO_BODY, NONE } from "./fields.ts";
import { defineRoute, type Role } from "./route.ts";

const WATCHERS: readonly Role[] = ["system", "agency", "reviewer"];
const MANAGERS: readonly Role[] = ["system", "reviewer"];
const FILERS: readonly Role[] = ["system", "agency"];
const periodId = id<ReportPeriodId>("p");
const reportId = id<FrozenReportId>("f");
const text = z.string().trim().max(4_000);
const file = z.object({ file: z.object({ name: z.string(), type: z.string(), bytes: z.instanceof(Uint8Array) }) });

/** A period on which agencies report, with how many of those in sight did. */
export const reportPeriodView = z.object({
  id: periodId,
  name: z.string(),
  from: localDay,
  to: localDay,
  due: localDay,
  agencies: count,
  returned: count,
  late: count,
  /** Reports frozen for it, the first first. */
  frozen: z.array(reportId),
});
export type ReportPeriodView = z.infer<typeof reportPeriodView>;

export const listReportPeriods = defineRoute({
  name: "listReportPeriods",
  method: "GET",
  path: "/api/reports/periods",
  audience: WATCHERS,
  params: NONE,
  query: NONE,
  body: NO_BODY,
  reply: z.object({ items: z.array(reportPeriodView) }),
});

export const openReportPeriod = defineRoute({
  name: "openReportPeriod",
  method: "POST",
  path: "/api/reports/periods",
  audience: MANAGERS,
  params: NONE,
  query: NONE,
  body: z.strictObject({ name: line(200), from: localDay, to: localDay, due: localDay }),
  reply: z.object({ id: periodId }),
});

/** Where one agency stands with a period. */
export const returnView = z.object({
  agencyId,
  name: z.string(),
  tier: z.string(),
  /** Null: not reported yet. */
  sentAt: instant.nullable(),
  isLate: z.boolean(),
  staff: count.nullable(),
  leaders: count.nullable(),
  onDay: localDay.nullable(),
  directoryReviewed: z.boolean().nullable(),
  problems: z.string(),
  proposals: z.string(),
  remindedOn: localDay.nullable(),
  /** Whether the caller may fill it in. */
  mayFile: z.boolean(),
});
export type ReturnView = z.infer<typeof returnView>;

export const listReturns = defineRoute({
  name: "listReturns",
  method: "GET",
  path: "/api/reports/periods/:periodId/returns",
  audience: WATCHERS,
  params: z.strictObject({ periodId }),
  query: z.strictObject({ agencyId: agencyId.optional() }),
  body: NO_BODY,
  reply: z.object({ items: z.array(returnView) }),
});

export const fileReturn = defineRoute({
  name: "fileReturn",
  method: "PUT",
  path: "/api/reports/periods/:periodId/returns/:agencyId",
  audience: FILERS,
  params: z.strictObject({ periodId, agencyId }),
  query: NONE,
  /** People on a day; the headcount of the directory follows. */
  body: z.strictObject({
    onDay: localDay,
    staff: count,
    leaders: count,
    directoryReviewed: z.boolean(),
    problems: text,
    proposals: text,
  }),
  reply: returnView,
});

export const RETURN_FORMATS = ["pdf", "docx"] as const;

export const readReturnFile = defineRoute({
  name: "readReturnFile",
  method: "GET",
  path: "/api/reports/periods/:periodId/returns/:agencyId/file",
  audience: WATCHERS,
  params: z.strictObject({ periodId, agencyId }),
  query: z.strictObject({ format: z.enum(RETURN_FORMATS) }),
  body: NO_BODY,
  /** The agency's own report, in the form of Nghệ An 99/2025, Phụ lục 2. */
  reply: file,
});

export const remindAgencies = defineRoute({
  name: "remindAgencies",
  method: "POST",
  path: "/api/reports/periods/:periodId/reminders",
  audience: MANAGERS,
  params: z.strictObject({ periodId }),
  query: NONE,
  body: NO_BODY,
  /** Agencies that got a letter; others have nobody to write to, or got one today. */
  reply: z.object({ reminded: count, unreachable: count }),
});

/** A report kept as it was. */
export const frozenReportView = z.object({
  id: reportId,
  agencyId,
  agencyName: z.string(),
  periodId: periodId.nullable(),
  from: localDay,
  to: localDay,
  frozenAt: instant,
  frozenBy: z.string().nullable(),
  mailedAt: instant.nullable(),
  isOpen: z.boolean(),
  hash: z.string(),
  /** Whether the caller may mail it or open it as open data. */
  mayManage: z.boolean(),
});
export type FrozenReportView = z.infer<typeof frozenReportView>;

export const listFrozenReports = defineRoute({
  name: "listFrozenReports",
  method: "GET",
  path: "/api/reports/frozen",
  audience: WATCHERS,
  params: NONE,
  query: z.strictObject({ before: z.coerce.number().int().optional() }),
  body: NO_BODY,
  reply: z.object({ items: z.array(frozenReportView) }),
});

export const freezeReport = defineRoute({
  name: "freezeReport",
  method: "POST",
  path: "/api/reports/frozen",
  audience: MANAGERS,
  params: NONE,
  query: NONE,
  /** Of an ended time; with the returns of a period that was opened for it. */
  body: z.strictObject({
    from: localDay,
    to: localDay,
    agencyId: agencyId.optional(),
    periodId: periodId.optional(),
  }),
  reply: frozenReportView,
});

export const readFrozenFile = defineRoute({
  name: "readFrozenFile",
  method: "GET",
  path: "/api/reports/frozen/:reportId/file",
  audience: WATCHERS,
  params: z.strictObject({ reportId }),
  query: z.strictObject({ format: z.enum(FILE_FORMATS) }),
  body: NO_BODY,
  reply: file,
});

export const verifyFrozenReport = defineRoute({
  name: "verifyFrozenReport",
  method: "POST",
  path: "/api/reports/frozen/:reportId/verification",
  audience: WATCHERS,
  params: z.strictObject({ reportId }),
  query: NONE,
  body: NO_BODY,
  /** Whether the content still has its hash, and where the figures counted again from the facts differ. */
  reply: z.object({
    hashMatches: z.boolean(),
    differences: z.array(z.object({ where: z.string(), figure: z.string(), frozen: z.string(), now: z.string() })),
  }),
});
export type Verification = z.infer<typeof verifyFrozenReport.reply>;

export const mailFrozenReport = defineRoute({
  name: "mailFrozenReport",
  method: "POST",
  path: "/api/reports/frozen/:reportId/mailings",
  audience: MANAGERS,
  params: z.strictObject({ reportId }),
  query: NONE,
  body: z.strictObject({ to: z.array(z.email()).min(1).max(50) }),
  reply: z.object({ recipients: count }),
});

export const openFrozenReport = defineRoute({
  name: "openFrozenReport",
  method: "PUT",
  path: "/api/reports/frozen/:reportId/open",
  audience: MANAGERS,
  params: z.strictObject({ reportId }),
  query: NONE,
  body: z.strictObject({ isOpen: z.boolean() }),
  reply: frozenReportView,
});
