import { type DueDomain, dueDomains } from "../../store/outbound.ts";
import type { App } from "../app.ts";

/** Domains with something due by app.clock, the longest due first. */
export function dueDomainsNow(app: Pick<App, "clock" | "db">): Promise<DueDomain[]> {
  return app.db.read((r) => dueDomains(r, app.clock.now()));
}
