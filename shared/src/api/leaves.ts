import { z } from "zod";
import { LEAVE_FAULTS, LEAVE_KINDS } from "../leave.ts";
import { accountId, agencyId, count, line, localDay, NO_BODY, NONE } from "./fields.ts";
import { defineRoute, type Role } from "./route.ts";

/** Whoever declares headcounts: leave changes whom the usage report counts. */
const KEEPERS: readonly Role[] = ["system", "agency"];
const leaveId = z.string().regex(/^v[0-9a-v]{15,}$/);

const leaveBody = z.strictObject({
  from: localDay,
  /** Last day of leave. */
  to: localDay,
  kind: z.enum(LEAVE_KINDS),
  /** Number and date of the decision. */
  document: line(200).default(""),
});

export const leaveEntry = leaveBody.extend({ id: leaveId });
export type LeaveEntry = z.infer<typeof leaveEntry>;
const leaves = z.object({ leaves: z.array(leaveEntry) });

export const listLeaves = defineRoute({
  name: "listLeaves",
  method: "GET",
  path: "/api/accounts/:accountId/leaves",
  audience: KEEPERS,
  params: z.strictObject({ accountId }),
  query: NONE,
  body: NO_BODY,
  reply: leaves,
});

export const recordLeave = defineRoute({
  name: "recordLeave",
  method: "POST",
  path: "/api/accounts/:accountId/leaves",
  audience: KEEPERS,
  params: z.strictObject({ accountId }),
  query: NONE,
  body: leaveBody,
  reply: leaves,
});

export const changeLeave = defineRoute({
  name: "changeLeave",
  method: "PUT",
  path: "/api/accounts/:accountId/leaves/:leaveId",
  audience: KEEPERS,
  params: z.strictObject({ accountId, leaveId }),
  query: NONE,
  body: leaveBody,
  reply: leaves,
});

export const removeLeave = defineRoute({
  name: "removeLeave",
  method: "DELETE",
  path: "/api/accounts/:accountId/leaves/:leaveId",
  audience: KEEPERS,
  params: z.strictObject({ accountId, leaveId }),
  query: NONE,
  body: NO_BODY,
  reply: leaves,
});

const agencyLeave = leaveEntry.extend({ accountId, name: z.string(), agencyName: z.string() });
export type AgencyLeave = z.infer<typeof agencyLeave>;

export const listAgencyLeaves = defineRoute({
  name: "listAgencyLeaves",
  method: "GET",
  path: "/api/agencies/:agencyId/leaves",
  audience: KEEPERS,
  params: z.strictObject({ agencyId }),
  query: NONE,
  body: NO_BODY,
  /** Of the people of the agency and all below it; what ended more than a year ago is left out. */
  reply: z.object({ items: z.array(agencyLeave) }),
});

const leaveRow = z.object({
  /** In the file, counted from 1. */
  no: count,
  name: z.string(),
  address: z.string(),
  from: localDay.nullable(),
  to: localDay.nullable(),
  kind: z.enum(LEAVE_KINDS),
  document: z.string(),
  fault: z.enum(LEAVE_FAULTS).nullable(),
});
export type LeaveRow = z.infer<typeof leaveRow>;

export const importLeaves = defineRoute({
  name: "importLeaves",
  method: "POST",
  path: "/api/agencies/:agencyId/leaves/imports",
  audience: KEEPERS,
  params: z.strictObject({ agencyId }),
  query: NONE,
  /** `content`: an .xlsx or CSV file in base64. With `dryRun` nothing is recorded; else all rows without a fault are. */
  body: z.strictObject({ content: z.base64().max(4_000_000), dryRun: z.boolean() }),
  reply: z.object({ rows: z.array(leaveRow), recorded: count }),
});
export type LeaveImport = z.infer<typeof importLeaves.reply>;
