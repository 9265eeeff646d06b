import { z } from "zod";
import { LEAVE_KINDS } from "../leave.ts";
import { accountId, line, localDay, NO_BODY, NONE } from "./fields.ts";
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
