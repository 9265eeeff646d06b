import * as routes from "@congthu/shared/api/domains";
import { domainHealth, hostHealth, listDomains } from "../core/operations/domain-health.ts";
import { type Handler, handler } from "./handler.ts";

export const DOMAIN_HANDLERS: readonly Handler[] = [
  handler(routes.listDomains, async ({ app, principal }) => ({ items: await listDomains(app, principal) })),
  handler(routes.readDomainHealth, async ({ app, principal, params }) => ({
    checks: await domainHealth(app, principal, params.domain),
  })),
  handler(routes.readHostHealth, async ({ app, principal }) => ({
    hostname: app.site.hostname,
    checks: await hostHealth(app, principal),
  })),
];
