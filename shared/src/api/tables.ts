import { z } from "zod";
import { REQUEST_STATES } from "../account-life.ts";
import { AUDIT_ACTIONS } from "../audit-actions.ts";
import { accountId, agencyId, line, localDay, NO_BODY } from "./fields.ts";
import { defineRoute } from "./route.ts";

/** Tables of the console that are files too. Accounts, usage, reports and the mail log have files of their own. */
export const TABLE_NAMES = ["agencies", "groups", "requests", "audit", "queue", "storage"] as const;
export type TableName = (typeof TABLE_NAMES)[number];

export const exportTable = defineRoute({
  name: "exportTable",
  method: "GET",
  path: "/api/tables/:table",
  /** Each table asks for what its page asks for. */
  audience: ["system", "agency", "reviewer", "auditor", "helpdesk"],
  params: z.strictObject({ table: z.enum(TABLE_NAMES) }),
  /** The filter of the page; what a table does not know it leaves alone. */
  query: z.strictObject({
    format: z.enum(["xlsx", "csv", "json"]).default("xlsx"),
    agencyId: agencyId.optional(),
    text: line(200).default(""),
    state: z.enum(REQUEST_STATES).default("requested"),
    domain: z.string().max(255).optional(),
    action: z.enum(AUDIT_ACTIONS).optional(),
    actorId: accountId.optional(),
    subjectId: z.string().max(100).optional(),
    fromDay: localDay.optional(),
    toDay: localDay.optional(),
  }),
  body: NO_BODY,
  /** A file as a download. */
  reply: z.object({ file: z.object({ name: z.string(), type: z.string(), bytes: z.instanceof(Uint8Array) }) }),
});
export type TableQuery = Omit<z.infer<typeof exportTable.query>, "format">;
