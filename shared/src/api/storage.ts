import { z } from "zod";
import { agencyId, count, instant, NO_BODY, NONE } from "./fields.ts";
import { defineRoute } from "./route.ts";

const room = z.object({
  agencyId,
  name: z.string(),
  mailboxes: count,
  usedBytes: count,
  /** What all its mailboxes may use together. */
  quotaBytes: count,
  poolBytes: count.nullable(),
  isFull: z.boolean(),
});
export type RoomEntry = z.infer<typeof room>;

export const readStorage = defineRoute({
  name: "readStorage",
  method: "GET",
  path: "/api/storage",
  audience: ["system", "agency", "auditor", "helpdesk"],
  params: NONE,
  query: z.strictObject({ agencyId: agencyId.optional() }),
  body: NO_BODY,
  /** The agency with all below it, then each agency right below. `disk` is told to whoever administers the whole. */
  reply: z.object({
    whole: room,
    below: z.array(room),
    disk: z.object({ freeBytes: count, totalBytes: count }).nullable(),
    mayManage: z.boolean(),
    at: instant,
  }),
});
export type StorageView = z.infer<typeof readStorage.reply>;

export const setPool = defineRoute({
  name: "setPool",
  method: "PUT",
  path: "/api/agencies/:agencyId/pool",
  audience: ["system"],
  params: z.strictObject({ agencyId }),
  query: NONE,
  /** Octets that the agency shares with all below it; null: no pool. */
  body: z.strictObject({ poolBytes: count.nullable() }),
  reply: z.null(),
});
