import { z } from "zod";
import { ADMIN_ACTS } from "../admin-acts.ts";
import { agencyId, localDay, NO_BODY, NONE, role } from "./fields.ts";
import { defineRoute } from "./route.ts";

/** What the console must know before it draws: who may do what over which agencies, and the names on the page. */
export const readConsole = defineRoute({
  name: "readConsole",
  method: "GET",
  path: "/api/console",
  audience: ["system", "agency", "reviewer", "auditor", "helpdesk"],
  params: NONE,
  query: NONE,
  body: NO_BODY,
  reply: z.object({
    provinceName: z.string(),
    ownerAgency: z.string(),
    scopes: z.array(z.object({ role, agencyId, agencyName: z.string() })),
    /** Acts possible somewhere; each object says what is possible on it. */
    acts: z.array(z.enum(ADMIN_ACTS)),
    domains: z.array(z.string()),
    today: localDay,
  }),
});
export type ConsoleView = z.infer<typeof readConsole.reply>;
