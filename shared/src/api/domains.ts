import { z } from "zod";
import { NO_BODY, NONE } from "./fields.ts";
import { defineRoute, type Role } from "./route.ts";

const READERS: readonly Role[] = ["system", "auditor"];

export const healthCheck = z.object({
  id: z.enum(["mx", "spf", "dkim", "dmarc", "host", "ptr", "blacklist", "certificate"]),
  state: z.enum(["ok", "warn", "bad"]),
  /** What was found, as it stands in the name system. */
  found: z.string(),
  /** What that means and what to do. */
  vi: z.string(),
  en: z.string(),
});
export type HealthCheck = z.infer<typeof healthCheck>;

const domainView = z.object({
  domain: z.string(),
  /** What to publish. */
  records: z.array(
    z.object({ name: z.string(), type: z.enum(["MX", "TXT"]), value: z.string(), vi: z.string(), en: z.string() }),
  ),
});
export type DomainView = z.infer<typeof domainView>;

export const listDomains = defineRoute({
  name: "listDomains",
  method: "GET",
  path: "/api/domains",
  audience: READERS,
  params: NONE,
  query: NONE,
  body: NO_BODY,
  reply: z.object({ items: z.array(domainView) }),
});

export const readDomainHealth = defineRoute({
  name: "readDomainHealth",
  method: "GET",
  path: "/api/domains/:domain/health",
  audience: READERS,
  params: z.strictObject({ domain: z.string().max(255) }),
  query: NONE,
  body: NO_BODY,
  reply: z.object({ checks: z.array(healthCheck) }),
});

export const readHostHealth = defineRoute({
  name: "readHostHealth",
  method: "GET",
  path: "/api/health/host",
  audience: READERS,
  params: NONE,
  query: NONE,
  body: NO_BODY,
  reply: z.object({ hostname: z.string(), checks: z.array(healthCheck) }),
});
