import type { UsageFigures } from "@congthu/shared/api/reports";
import { addDays, daysBetween, localDay, startOfLocalDay } from "@congthu/shared/dates";
import type { AgencyId } from "@congthu/shared/ids";
import type { UsageDefinition } from "@congthu/shared/usage-definition";
import { isWorkingDay, type WorkCalendar } from "@congthu/shared/working-days";
import type { HeadcountRow } from "../../store/agencies.ts";
import type { MailboxTally, PeriodUsageRow } from "../../store/usage.ts";
import { NO_FIGURES } from "./usage-figures.ts";

/** The working days of a period and how many are left from each day on. */
export type PeriodDays = { working: readonly string[]; off: readonly string[]; since(createdAt: number): number };

/** Splits a period (local days, both included) into days worked and days off. */
export function periodDays(from: string, through: string, calendar: WorkCalendar): PeriodDays {
  const days = daysBetween(from, through);
  const working = days.filter((day) => isWorkingDay(day, calendar));
  return {
    working,
    off: days.filter((day) => !isWorkingDay(day, calendar)),
    since: (createdAt) => {
      const first = localDay(createdAt);
      return first <= from ? working.length : working.filter((day) => day >= first).length;
    },
  };
}

/** The instant at which a period is over: the end of its last local day. */
export function endOf(through: string): number {
  return startOfLocalDay(addDays(through, 1));
}

/** Whether a mailbox existed and was not given up at the end of the period. The same rule as mailboxTally's. */
export function livedAt(u: Pick<PeriodUsageRow, "created_at" | "status" | "status_at">, through: string): boolean {
  const end = endOf(through);
  if (u.created_at >= end) return false;
  return u.status === "active" || u.status === "locked" || u.status_at >= end;
}

/** Whether somebody acted on enough of the working days there were: x ≥ N % of y, in whole numbers. */
export function isRegular(
  u: Pick<PeriodUsageRow, "created_at" | "worked_days">,
  days: PeriodDays,
  definition: UsageDefinition,
): boolean {
  const possible = days.since(u.created_at);
  return possible > 0 && u.worked_days * 100 >= possible * definition.regularPercent;
}

export type AgencyFacts = {
  mailboxes: readonly MailboxTally[];
  usage: readonly PeriodUsageRow[];
  headcount: Pick<HeadcountRow, "staff" | "leaders"> | undefined;
};

/** The figures of one agency (its divisions with it) from its mailboxes, their use and what it declared. */
export function countUsage(
  agency: AgencyFacts,
  q: { through: string; days: PeriodDays; definition: UsageDefinition },
): UsageFigures {
  const f: UsageFigures = { ...NO_FIGURES, agencies: 1 };
  for (const m of agency.mailboxes) {
    f.mailboxes += m.n;
    if (m.status === "locked") f.locked += m.n;
    if (m.is_leader === 1) f.leaderMailboxes += m.n;
  }
  for (const u of agency.usage) {
    f.letters += u.letters;
    f.received += u.received;
    f.receivedPublic += u.received_public;
    // Agency and technical mailboxes have no user to count (vietnam.md §3.2).
    if (u.kind !== "person" || !livedAt(u, q.through)) continue;
    const active = u.used_days > 0;
    const regular = isRegular(u, q.days, q.definition);
    if (active) f.active++;
    if (regular) f.regular++;
    if (active && u.is_leader === 1) f.leaderActive++;
    if (regular && u.is_leader === 1) f.leaderRegular++;
  }
  if (!agency.headcount) return f;
  return {
    ...f,
    reported: 1,
    staff: agency.headcount.staff,
    leaders: agency.headcount.leaders,
    mailboxesReported: f.mailboxes,
    activeReported: f.active,
    regularReported: f.regular,
  };
}

/** Rows by the agency they are reported as. */
export function byUnit<T extends { agency_id: AgencyId }>(
  rows: readonly T[],
  unitOf: (agencyId: AgencyId) => AgencyId | undefined,
): Map<AgencyId, T[]> {
  const out = new Map<AgencyId, T[]>();
  for (const row of rows) {
    const unit = unitOf(row.agency_id);
    if (unit === undefined) continue;
    const list = out.get(unit);
    if (list) list.push(row);
    else out.set(unit, [row]);
  }
  return out;
}
