import { z } from "zod";
import { LIFE_REASONS } from "../account-life.ts";
import { accountFilter } from "./accounts.ts";
import { accountId, agencyId, count, line, localDay, NONE } from "./fields.ts";
import { groupId } from "./groups.ts";
import { importView } from "./imports.ts";
import { defineRoute } from "./route.ts";

const reason = z.enum(LIFE_REASONS);

/** What shall be done with each of the chosen accounts. */
export const bulkAsk = z.discriminatedUnion("act", [
  z.strictObject({ act: z.enum(["lock", "unlock", "depart"]), reason }),
  z.strictObject({ act: z.literal("reset") }),
  z.strictObject({ act: z.literal("move"), agencyId }),
  z.strictObject({ act: z.literal("quota"), quotaBytes: count }),
  z.strictObject({ act: z.literal("group"), groupId }),
]);
export type BulkAsk = z.infer<typeof bulkAsk>;

export const checkBulk = defineRoute({
  name: "checkBulk",
  method: "POST",
  path: "/api/accounts/bulk",
  audience: ["system", "agency", "helpdesk"],
  params: NONE,
  query: NONE,
  /** Accounts one by one, or all that a list with this filter shows; at most 20,000. Nothing but the dry run happens. */
  body: z.strictObject({
    choice: z.union([
      z.strictObject({ accountIds: z.array(accountId).min(1).max(2_000) }),
      z.strictObject({ filter: z.strictObject(accountFilter) }),
    ]),
    ask: bulkAsk,
    document: line(200).default(""),
    documentDay: localDay.optional(),
    note: line(500).default(""),
  }),
  /** A list like an imported one: its rows, its run, its slips and its way back are those of `/api/imports`. */
  reply: importView,
});
