import { z } from "zod";
import { count, instant, NO_BODY, NONE } from "./fields.ts";
import { defineRoute } from "./route.ts";

export const alertView = z.object({
  id: z.enum(["queue", "disk", "certificate", "acme", "directory", "bugs"]),
  vi: z.string(),
  en: z.string(),
  since: instant,
});
export type AlertView = z.infer<typeof alertView>;

export const readHealth = defineRoute({
  name: "readHealth",
  method: "GET",
  path: "/api/health",
  audience: ["system", "auditor"],
  params: NONE,
  query: NONE,
  body: NO_BODY,
  reply: z.object({
    alerts: z.array(alertView),
    waiting: count,
    tried: count,
    oldestAt: instant.nullable(),
    freeBytes: count.nullable(),
    totalBytes: count.nullable(),
    bugs: count,
    /** Seconds since this process began. */
    upSeconds: count,
    memoryBytes: count,
  }),
});
export type HealthView = z.infer<typeof readHealth.reply>;

/** What everybody is to know, in the webmail and in the console. */
export const readNotices = defineRoute({
  name: "readNotices",
  method: "GET",
  path: "/api/notices",
  audience: "person",
  params: NONE,
  query: NONE,
  body: NO_BODY,
  reply: z.object({
    maintenance: z.object({ message: z.string() }).nullable(),
    items: z.array(
      z.object({ id: z.string(), text: z.string(), textEn: z.string(), level: z.enum(["info", "warning"]) }),
    ),
  }),
});
export type NoticesView = z.infer<typeof readNotices.reply>;
