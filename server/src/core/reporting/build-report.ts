import type { UsageFigures, UsageReport, UsageRow } from "@congthu/shared/api/reports";
import { addDays, daysBetween, localDay } from "@congthu/shared/dates";
import type { AgencyId } from "@congthu/shared/ids";
import type { UsageDefinition } from "@congthu/shared/usage-definition";
import { gradeOf, placesOf } from "@congthu/shared/usage-grades";
import { percentOf, shareOf } from "@congthu/shared/usage-measures";
import type { WorkCalendar } from "@congthu/shared/working-days";
import { allTiers, type TierRow } from "../../store/agencies.ts";
import type { Reader } from "../../store/db.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { isRootPath, powersOf } from "../directory/acts.ts";
import { visibleAgency } from "../directory/agency-tree.ts";
import { MailError } from "../errors.ts";
import { readSetting } from "../settings/read-setting.ts";
import { frameOn } from "./agency-frame.ts";
import { countFigures, type Window } from "./count-figures.ts";
import { factsSince } from "./facts-since.ts";
import { planPeriod } from "./period-plan.ts";
import { rollUpUsage } from "./roll-up-usage.ts";
import { usageDefinition, workCalendar } from "./usage-definition.ts";
import { sumFigures } from "./usage-figures.ts";

export type ReportQuery = {
  from: string;
  to: string;
  agencyId?: AgencyId | undefined;
  /** In place of the one in use: for a report that was frozen with it. */
  definition?: UsageDefinition;
};

/** Two years and a bit: more days than any period a rule names. */
const LONGEST_DAYS = 800;

/**
 * Who uses official mail in a period, agency by agency, with sums by tier and in all; numbers only, no person. Facts up to this moment are in it.
 * Throws access.denied, agency.notFound, invalid (a period that ends before it begins, lies ahead, is too long or begins before the facts that are kept).
 */
export async function buildReport(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: ReportQuery,
): Promise<UsageReport> {
  const through = lastDayOf(app, q);
  const paths = await app.db.read((r) => reportPaths(r, principal, q.agencyId));
  await rollUpUsage(app);
  return app.db.read(async (r) => {
    const definition = q.definition ?? (await usageDefinition(r, through));
    const { dormantDays, ...grading } = await readSetting(r, "usageViews");
    const since = await factsSince(r);
    if (q.from < since) throw new MailError("invalid", "period");
    const before = periodBefore(q.from, q.to);
    const calendar = await workCalendar(r);
    const now = await windowOf(r, { paths, from: q.from, to: through, definition, calendar });
    const then = await windowOf(r, { paths, from: before.from, to: before.to, definition, calendar });
    const scope = scopeOf(paths);
    const [figures, earlier] = await countFigures(r, [now, then], { paths: scope, dormantDays });
    if (!figures || !earlier) throw new Error("a window without figures");
    const tiers = await allTiers(r);
    const counted = rowsOf(now, figures, tiers);
    const earlierFigures = [...earlier].filter(([id, f]) => isReported(then, id, f));
    return {
      period: { from: q.from, to: q.to },
      through,
      workingDays: now.plan.workingDays,
      definition: { ...definition, acts: [...definition.acts] },
      grading,
      tiers: tiers
        .filter((t) => counted.some((row) => row.tier === t.tier))
        .map((t) => ({
          tier: t.tier,
          label: t.label,
          labelEn: t.label_en,
          sum: sumFigures(counted.filter((row) => row.tier === t.tier)),
        })),
      rows: graded(counted, earlier, grading),
      total: sumFigures(counted),
      previous: before.from < since ? null : { ...before, total: sumFigures(earlierFigures.map(([, f]) => f)) },
      createdAt: app.clock.now(),
    };
  });
}

/** The last day that counts: the end of the period, or today. Throws invalid as buildReport says. */
export function lastDayOf(app: Pick<App, "clock">, q: { from: string; to: string }): string {
  const today = localDay(app.clock.now());
  const through = q.to < today ? q.to : today;
  if (q.from > through || daysBetween(q.from, q.to).length > LONGEST_DAYS) throw new MailError("invalid", "period");
  return through;
}

/** The subtrees to walk; null for everywhere. */
export function scopeOf(paths: readonly string[]): readonly string[] | null {
  return paths.some(isRootPath) ? null : paths;
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

type Asked = {
  paths: readonly string[];
  from: string;
  to: string;
  definition: UsageDefinition;
  calendar: WorkCalendar;
};

/** A period laid out, with the agencies of its last day. */
export async function windowOf(r: Reader, q: Asked): Promise<Window> {
  return { plan: planPeriod(q.from, q.to, q.definition, q.calendar), frame: await frameOn(r, q.paths, q.to) };
}

/** A node that only holds others together is no agency to report on, nor is one that was not there and had neither people nor letters. */
function isReported({ frame }: Window, id: AgencyId, f: UsageFigures): boolean {
  if (f.mailboxes > 0 || (!frame.existed(id) && f.letters + f.received > 0)) return true;
  return frame.existed(id) && (f.staff !== null || !frame.hasChildren(id));
}

type Counted = UsageFigures & Pick<UsageRow, "agencyId" | "name" | "tier" | "notes">;

function rowsOf(w: Window, figures: ReadonlyMap<AgencyId, UsageFigures>, tiers: readonly TierRow[]): Counted[] {
  const order = new Map(tiers.map((t) => [t.tier, t.sort_order]));
  const rows = w.frame.agencies.flatMap((agency): Counted[] => {
    const f = figures.get(agency.agency_id);
    if (!f || !isReported(w, agency.agency_id, f)) return [];
    return [
      {
        ...f,
        agencyId: agency.agency_id,
        name: agency.name,
        tier: w.frame.tierOf(agency),
        notes: notesOn(f, w.frame.existed(agency.agency_id)),
      },
    ];
  });
  return rows.sort((a, b) => (order.get(a.tier) ?? 0) - (order.get(b.tier) ?? 0));
}

function graded(
  rows: readonly Counted[],
  earlier: ReadonlyMap<AgencyId, UsageFigures>,
  { measure, bands }: UsageReport["grading"],
): UsageRow[] {
  const shares = rows.map((row) => shareOf(measure, row));
  const places = placesOf(shares);
  return rows.map((row, i) => {
    const share = shares[i] as (typeof shares)[number];
    const before = earlier.get(row.agencyId);
    const band = gradeOf(share, bands);
    return {
      ...row,
      percent: percentOf(share),
      percentBefore: before ? percentOf(shareOf(measure, before)) : null,
      band: band ? bands.indexOf(band) : null,
      place: places[i] ?? null,
    };
  });
}

function notesOn(f: UsageFigures, existed: boolean): UsageRow["notes"] {
  const notes: UsageRow["notes"] = [];
  if (!existed) return ["closed"];
  if (f.staff === null) notes.push("notReported");
  if (f.mailboxes === 0) notes.push("noMailboxes");
  if (f.staff !== null && f.mailboxes > f.staff) notes.push("moreMailboxesThanStaff");
  return notes;
}
