import { USAGE_REASONS, type UsageExplanation } from "@congthu/shared/api/reports";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { lastDayOf, type ReportQuery, reportPaths, scopeOf, windowOf } from "./build-report.ts";
import { rollUpUsage } from "./roll-up-usage.ts";
import { scanPeople } from "./scan-people.ts";
import { usageDefinition, workCalendar } from "./usage-definition.ts";
import { reasonOf, spanOn } from "./weigh-person.ts";

/**
 * How many accounts count and how many do not, and why: each account of the subtree (with `own`, of the agency itself and its divisions) under one reason,
 * without a name. The look is in the audit.
 * Throws access.denied, agency.notFound, invalid.
 */
export async function explainUsage(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: ReportQuery & { own?: boolean | undefined },
): Promise<UsageExplanation> {
  const through = lastDayOf(app, q);
  const paths = await app.db.read((r) => reportPaths(r, principal, q.agencyId));
  await app.db.write((tx) =>
    appendAuditIn(app, tx, principal, {
      action: "usage.explained",
      subjectKind: "report",
      subjectId: q.agencyId ?? "usage",
      agencyId: q.agencyId ?? null,
      detail: { from: q.from, to: q.to },
    }),
  );
  await rollUpUsage(app);
  return app.db.read(async (r) => {
    const definition = await usageDefinition(r, through);
    const calendar = await workCalendar(r);
    const { plan, frame } = await windowOf(r, { paths, from: q.from, to: through, definition, calendar });
    const counts = new Map(USAGE_REASONS.map((reason) => [reason, { accounts: 0, leaders: 0, locked: 0 }]));
    await scanPeople(r, { paths: scopeOf(paths), from: plan.from, to: plan.to }, (track) => {
      const span = spanOn(track.spans, plan.to) ?? track.spans[0];
      if (!span) return;
      const unit = frame.unitOf(span.agency_id);
      if (unit === undefined || (q.own && unit !== q.agencyId)) return;
      const n = counts.get(reasonOf(track, plan));
      if (!n) return;
      n.accounts++;
      if (span.is_leader === 1) n.leaders++;
      if (span.status === "locked") n.locked++;
    });
    return {
      through,
      definition: { ...definition, acts: [...definition.acts] },
      reasons: [...counts].map(([reason, n]) => ({ reason, ...n })),
    };
  });
}
