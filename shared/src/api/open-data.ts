import { z } from "zod";
import type { FrozenReportId } from "../ids.ts";
import { count, id, instant, localDay, NO_BODY, NONE } from "./fields.ts";
import { defineRoute } from "./route.ts";
import { usageVersion } from "./usage-settings.ts";

const reportId = id<FrozenReportId>("f");
/** Whoever is not signed in shows a key where the setting `openData` asks for one. */
const query = z.strictObject({ key: z.string().max(100).optional() });
const file = z.object({ file: z.object({ name: z.string(), type: z.string(), bytes: z.instanceof(Uint8Array) }) });

/** Figures without a person in them. Null: not reported, or `suppressed` because so few people stand behind it. */
const openFigures = z.object({
  staff: count.nullable(),
  leaders: count.nullable(),
  mailboxes: count,
  active: count.nullable(),
  regular: count.nullable(),
  leaderMailboxes: count,
  leaderActive: count.nullable(),
  leaderRegular: count.nullable(),
  letters: count,
  received: count,
  sentPublic: count,
  receivedPublic: count,
  sentDocuments: count,
  receivedDocuments: count,
  boxDays: count,
  boxDaysChecked: count,
  suppressed: z.array(z.enum(["people", "leaders"])),
});
export type OpenFigures = z.infer<typeof openFigures>;

export const openReport = z.object({
  id: reportId,
  period: z.object({ from: localDay, to: localDay }),
  workingDays: count,
  definition: usageVersion,
  /** How figures of few people are kept back, in words. */
  suppression: z.object({ smallest: count, vi: z.string(), en: z.string() }),
  tiers: z.array(openFigures.extend({ tier: z.string(), label: z.string(), labelEn: z.string() })),
  rows: z.array(openFigures.extend({ agencyId: z.string(), name: z.string(), tier: z.string() })),
  total: openFigures,
  frozenAt: instant,
  /** Of the frozen report from which these figures are. */
  hash: z.string(),
});
export type OpenReport = z.infer<typeof openReport>;

export const listOpenReports = defineRoute({
  name: "listOpenReports",
  method: "GET",
  path: "/api/open-data/usage",
  audience: "anyone",
  params: NONE,
  query,
  body: NO_BODY,
  reply: z.object({
    items: z.array(
      z.object({
        id: reportId,
        agencyName: z.string(),
        from: localDay,
        to: localDay,
        frozenAt: instant,
        hash: z.string(),
      }),
    ),
  }),
});

export const readOpenReport = defineRoute({
  name: "readOpenReport",
  method: "GET",
  path: "/api/open-data/usage/:reportId",
  audience: "anyone",
  params: z.strictObject({ reportId }),
  query,
  body: NO_BODY,
  reply: openReport,
});

export const readOpenCsv = defineRoute({
  name: "readOpenCsv",
  method: "GET",
  path: "/api/open-data/usage/:reportId/csv",
  audience: "anyone",
  params: z.strictObject({ reportId }),
  query,
  body: NO_BODY,
  reply: file,
});
