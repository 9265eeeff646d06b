import type { DefinitionPreview } from "@congthu/shared/api/settings";
import { regularRule } from "@congthu/shared/api/usage-settings";
import { addDays, localDay } from "@congthu/shared/dates";
import type { QualifyingAct, RegularRule } from "@congthu/shared/usage-definition";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { requireWhole } from "../directory/acts.ts";
import { MailError } from "../errors.ts";
import { buildReport } from "./build-report.ts";
import { usageDefinition } from "./usage-definition.ts";

/**
 * What another definition would change: the figures of the last whole month by the one in use and by the other, tier by tier and in all, and how many
 * agencies would be graded otherwise. Nothing is kept. Throws access.denied, invalid.
 */
export async function previewDefinition(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: { acts: QualifyingAct[]; rule: RegularRule },
): Promise<DefinitionPreview> {
  requireWhole(principal, "settings.change");
  if (q.acts.length === 0 || !regularRule.safeParse(q.rule).success) throw new MailError("invalid");
  const to = addDays(`${localDay(app.clock.now()).slice(0, 7)}-01`, -1);
  const period = { from: `${to.slice(0, 7)}-01`, to };
  const inUse = await app.db.read((r) => usageDefinition(r, to));
  const before = await buildReport(app, principal, period);
  const after = await buildReport(app, principal, { ...period, definition: { ...inUse, acts: q.acts, rule: q.rule } });
  const bands = new Map(before.rows.map((row) => [row.agencyId, row.band]));
  return {
    period,
    tiers: before.tiers.map(({ tier, label, labelEn, sum }) => ({
      tier,
      label,
      labelEn,
      before: sum,
      after: after.tiers.find((t) => t.tier === tier)?.sum ?? sum,
    })),
    before: before.total,
    after: after.total,
    agencies: before.rows.length,
    regraded: after.rows.filter((row) => row.band !== bands.get(row.agencyId)).length,
  };
}
