import { z } from "zod";
import { ADMIN_ACTS } from "../admin-acts.ts";
import { agencyId, localDay, NO_BODY, NONE, role } from "./fields.ts";
import { defineRoute, type Role } from "./route.ts";

const ALL: readonly Role[] = ["system", "agency", "reviewer", "auditor", "helpdesk"];

/** What a person may have as they like it, on every machine. */
export const CONSOLE_CHOICES = ["accountColumns"] as const;
const choiceName = z.enum(CONSOLE_CHOICES);
export type ConsoleChoice = (typeof CONSOLE_CHOICES)[number];

/** What the console must know before it draws: who may do what over which agencies, and the names on the page. */
export const readConsole = defineRoute({
  name: "readConsole",
  method: "GET",
  path: "/api/console",
  audience: ALL,
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
    choices: z.partialRecord(choiceName, z.string()),
  }),
});
export type ConsoleView = z.infer<typeof readConsole.reply>;

export const keepConsoleChoice = defineRoute({
  name: "keepConsoleChoice",
  method: "PUT",
  path: "/api/console/choices/:name",
  audience: ALL,
  params: z.strictObject({ name: choiceName }),
  query: NONE,
  body: z.strictObject({ value: z.string().max(500) }),
  reply: z.null(),
});
