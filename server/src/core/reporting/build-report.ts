import type { UsageFigures, UsageReport, UsageRow } from "@congthu/shared/api/reports";
import { addDays, daysBetween, localDay } from "@congthu/shared/dates";
import type { AgencyId } from "@congthu/shared/ids";
import type { UsageDefinition } from "@congthu/shared/usage-definition";
import { type AgencyRow, agencySubtree, allTiers, type HeadcountRow, type TierRow } from "../../store/agencies.ts";
import { headcountsOn, tiersOn } from "../../store/agency-history.ts";
import type { Reader } from "../../store/db.ts";
import { mailboxTally, periodUsage } from "../../store/usage.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { isRootPath, powersOf } from "../directory/acts.ts";
import { visibleAgency } from "../directory/agency-tree.ts";
import { MailError } from "../errors.ts";
import { byUnit, countUsage, endOf, periodDays } from "./count-usage.ts";
import { reportUnits } from "./report-units.ts";
import { rollUpUsage } from "./roll-up-usage.ts";
import { usageDefinition, workCalendar } from "./usage-definition.ts";
import { sumFigures } from "./usage-figures.ts";

export type ReportQuery = { from: string; to: string; agencyId?: AgencyId | undefined };

/** Two years and a bit: more days than any period a rule names. */
const LONGEST_DAYS = 800;

/**
 * Who uses official mail in a period, agency by agency, with sums by tier and in all; numbers only, no person. Facts up to this moment are in it.
 * Throws access.denied, agency.notFound, invalid (a period that ends before it begins, lies ahead or is too long).
 */
export async function buildReport(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: ReportQuery,
): Promise<UsageReport> {
  const today = localDay(app.clock.now());
  const through = q.to < today ? q.to : today;
  if (q.from > through || daysBetween(q.from, q.to).length > LONGEST_DAYS) throw new MailError("invalid", "period");
  const paths = await app.db.read((r) => reportPaths(r, principal, q.agencyId));
  await rollUpUsage(app);
  return app.db.read(async (r) => {
    const definition = await usageDefinition(r);
    const now = await figuresOf(r, { paths, from: q.from, through, definition });
    const before = periodBefore(q.from, q.to);
    const then = await figuresOf(r, { paths, from: before.from, through: before.to, definition });
    return {
      period: { from: q.from, to: q.to },
      through,
      workingDays: now.workingDays,
      definition: { ...definition, acts: [...definition.acts] },
      tiers: now.tiers.map((t) => ({
        tier: t.tier,
        label: t.label,
        labelEn: t.label_en,
        sum: sumFigures(now.rows.filter((row) => row.tier === t.tier)),
      })),
      rows: now.rows,
      total: sumFigures(now.rows),
      previous: { ...before, total: sumFigures(then.rows) },
      createdAt: app.clock.now(),
    };
  });
}

/** The subtrees a report covers: one agency's, or all that the principal may watch. */
export async function reportPaths(r: Reader, principal: Principal, agencyId: AgencyId | undefined): Promise<string[]> {
  const powers = await powersOf(r, principal);
  if (agencyId === undefined) {
    const paths = powers.paths("usage.view");
    if (paths.length === 0) throw new MailError("access.denied");
    return paths;
  }
  const agency = await visibleAgency(r, powers, agencyId);
  powers.require("usage.view", agency.path);
  return [agency.path];
}

/** The time of the same length right before; whole months stay whole months. */
export function periodBefore(from: string, to: string): { from: string; to: string } {
  const wholeMonths = from.endsWith("-01") && addDays(to, 1).endsWith("-01");
  if (!wholeMonths) {
    const length = daysBetween(from, to).length;
    return { from: addDays(from, -length), to: addDays(from, -1) };
  }
  const monthOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const first = monthOf(from) - (monthOf(to) - monthOf(from) + 1);
  const start = `${Math.floor(first / 12)}-${String((first % 12) + 1).padStart(2, "0")}-01`;
  return { from: start, to: addDays(from, -1) };
}

type Scope = { paths: readonly string[]; from: string; through: string; definition: UsageDefinition };

async function figuresOf(r: Reader, q: Scope): Promise<{ rows: UsageRow[]; tiers: TierRow[]; workingDays: number }> {
  const agencies = await agenciesOf(r, q);
  const units = reportUnits(agencies);
  const days = periodDays(q.from, q.through, await workCalendar(r));
  const paths = q.paths.some(isRootPath) ? null : q.paths;
  const usage = await periodUsage(r, {
    paths,
    from: q.from,
    to: q.through,
    daysOff: days.off,
    acts: q.definition.acts,
  });
  const unitOf = (id: AgencyId) => units.get(id)?.agency_id;
  const usageOf = byUnit(usage, unitOf);
  const mailboxesOf = byUnit(await mailboxTally(r, paths, endOf(q.through)), unitOf);
  const headcounts = headcountsByUnit(await headcountsOn(r, q.through), units);
  const tierOf = new Map((await tiersOn(r, q.through)).map((t) => [t.agency_id, t.tier]));
  const parents = new Set(agencies.map((a) => a.parent_id));
  const rows = agencies.flatMap((agency): UsageRow[] => {
    if (units.get(agency.agency_id) !== agency) return [];
    const id = agency.agency_id;
    const facts = { mailboxes: mailboxesOf.get(id) ?? [], usage: usageOf.get(id) ?? [], headcount: headcounts.get(id) };
    const figures = countUsage(facts, { through: q.through, days, definition: q.definition });
    // A node that only holds others together is no agency to report on.
    if (figures.mailboxes === 0 && !facts.headcount && parents.has(agency.agency_id)) return [];
    const tier = tierOf.get(agency.agency_id) ?? agency.tier;
    return [{ agencyId: agency.agency_id, name: agency.name, tier, ...figures, notes: notesOn(figures) }];
  });
  const used = new Set(rows.map((row) => row.tier));
  const tiers = (await allTiers(r)).filter((t) => used.has(t.tier));
  const order = new Map(tiers.map((t) => [t.tier, t.sort_order]));
  const place = new Map(agencies.map((a, i) => [a.agency_id, i]));
  rows.sort(
    (a, b) =>
      (order.get(a.tier) ?? 0) - (order.get(b.tier) ?? 0) ||
      (place.get(a.agencyId) ?? 0) - (place.get(b.agencyId) ?? 0),
  );
  return { rows, tiers, workingDays: days.working.length };
}

/** The agencies that existed at the end, in the order of the tree. */
async function agenciesOf(r: Reader, q: Scope): Promise<AgencyRow[]> {
  const all: AgencyRow[] = [];
  for (const path of q.paths) all.push(...(await agencySubtree(r, path)));
  const open = all.filter((a) => a.closed_on === null || a.closed_on > q.through);
  const byId = new Map(open.map((a) => [a.agency_id, a]));
  const rank = (a: AgencyRow): string => {
    const above = a.parent_id === null ? undefined : byId.get(a.parent_id);
    return `${above ? rank(above) : ""}${String(a.sort_order).padStart(7, "0")}${a.agency_id}/`;
  };
  const ranks = new Map(open.map((a) => [a.agency_id, rank(a)]));
  return open.sort((a, b) => ((ranks.get(a.agency_id) ?? "") < (ranks.get(b.agency_id) ?? "") ? -1 : 1));
}

/** What the agency itself declared; where it did not, the sum of what its divisions did. */
function headcountsByUnit(
  declared: readonly HeadcountRow[],
  units: ReadonlyMap<AgencyId, AgencyRow>,
): Map<AgencyId, { staff: number; leaders: number }> {
  const own = new Map(declared.map((h) => [h.agency_id, h]));
  const out = new Map<AgencyId, { staff: number; leaders: number }>();
  for (const h of declared) {
    const unit = units.get(h.agency_id);
    if (!unit) continue;
    if (unit.agency_id === h.agency_id) out.set(unit.agency_id, h);
    else if (!own.has(unit.agency_id)) {
      const sum = out.get(unit.agency_id) ?? { staff: 0, leaders: 0 };
      out.set(unit.agency_id, { staff: sum.staff + h.staff, leaders: sum.leaders + h.leaders });
    }
  }
  return out;
}

function notesOn(f: UsageFigures): UsageRow["notes"] {
  const notes: UsageRow["notes"] = [];
  if (f.staff === null) notes.push("notReported");
  if (f.mailboxes === 0) notes.push("noMailboxes");
  if (f.staff !== null && f.mailboxes > f.staff) notes.push("moreMailboxesThanStaff");
  return notes;
}
