import type { UsageReason } from "@congthu/shared/api/reports";
import { monthAndDay } from "@congthu/shared/dates";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { QUALIFYING_ACTS } from "@congthu/shared/usage-definition";
import type { AccountSpanRow } from "../../store/account-spans.ts";
import { countBits, type DayBits, daysOfMonth, daysWithin, lastDay } from "./day-bits.ts";
import type { PeriodPlan } from "./period-plan.ts";

export type Leave = { from_day: number; to_day: number };

/** All that weighing needs of one account: its history (oldest first), the days of its acts, and its leave. */
export type Track = {
  accountId: AccountId;
  spans: readonly AccountSpanRow[];
  bits: DayBits | null;
  /** The last day with an act ever, 0 for none; older than the bits, when those have been shortened. */
  lastDay: number;
  leaves: readonly Leave[];
};

/** What an account is in a period, seen from its last day. */
export type Weight = {
  agencyId: AgencyId;
  isLeader: boolean;
  locked: boolean;
  /** Days with a qualifying act; the working days among them; and those there were, leave taken off. */
  usedDays: number;
  workedDays: number;
  workingDays: number;
  regular: boolean;
  /** On leave on every working day there was. */
  onLeave: boolean;
  leaveDays: number;
};

/** The span in force on a day, or undefined before the account was. */
export function spanOn(spans: readonly AccountSpanRow[], day: number): AccountSpanRow | undefined {
  for (let i = spans.length - 1; i >= 0; i--) {
    const span = spans[i] as AccountSpanRow;
    if (span.from_day <= day) return span.to_day >= day ? span : undefined;
  }
  return undefined;
}

/** Weighs a person; undefined for whoever had no living personal mailbox on the last day of the period. */
export function weigh(track: Track, plan: PeriodPlan): Weight | undefined {
  const span = spanOn(track.spans, plan.to);
  if (span?.kind !== "person" || (span.status !== "active" && span.status !== "locked")) return undefined;
  const opened = (track.spans[0] as AccountSpanRow).from_day;
  const leaves = track.leaves.filter((l) => l.from_day <= plan.to && l.to_day >= plan.from);
  const whole = opened <= plan.from && leaves.length === 0;
  let [usedDays, workedDays, workingDays, leaveDays] = [0, 0, 0, 0];
  for (const m of plan.months) {
    const acted = track.bits ? daysOfMonth(track.bits, m.month, plan.kinds) : 0;
    if (whole && acted === 0) continue;
    const free = whole ? m.working : available(m.month, m.working, opened, leaves);
    usedDays += countBits(acted & m.within);
    workedDays += countBits(acted & free);
    if (whole) continue;
    workingDays += countBits(free);
    leaveDays += countBits(m.working & daysWithin(m.month, opened, plan.to)) - countBits(free);
  }
  if (whole) workingDays = plan.workingDays;
  const onLeave = workingDays === 0 && leaveDays > 0;
  return {
    agencyId: span.agency_id,
    isLeader: span.is_leader === 1,
    locked: span.status === "locked",
    usedDays,
    workedDays,
    workingDays,
    regular: !onLeave && isRegular(track, plan, { workedDays, workingDays, opened, leaves }),
    onLeave,
    leaveDays,
  };
}

/** The working days of a month on which somebody could act: since the mailbox was opened, leave taken off. */
function available(month: number, working: number, opened: number, leaves: readonly Leave[]): number {
  let free = working & daysWithin(month, opened, Number.MAX_SAFE_INTEGER);
  for (const l of leaves) free &= ~daysWithin(month, l.from_day, l.to_day);
  return free;
}

type Reckoned = { workedDays: number; workingDays: number; opened: number; leaves: readonly Leave[] };

function isRegular(track: Track, plan: PeriodPlan, w: Reckoned): boolean {
  const { rule } = plan.definition;
  // x ≥ N % of y, in whole numbers.
  if (rule.kind === "workingDays") return w.workingDays > 0 && w.workedDays * 100 >= w.workingDays * rule.percent;
  if (!track.bits) return false;
  if (rule.kind === "within") {
    const last = lastDay(track.bits, plan.to, plan.kinds);
    return last !== null && last > plan.to - rule.days;
  }
  let [weeks, met] = [0, 0];
  for (const week of plan.weeks) {
    let [there, acted] = [0, 0];
    for (const { month, mask } of week) {
      const free = available(month, mask, w.opened, w.leaves);
      there += countBits(free);
      acted += countBits(free & daysOfMonth(track.bits, month, plan.kinds));
    }
    if (there === 0) continue;
    weeks++;
    if (acted >= Math.min(rule.days, there)) met++;
  }
  return weeks > 0 && met * 100 >= weeks * rule.ofWeeks;
}

/** The last day up to the end of the period on which a qualifying act is known, or null for none ever. */
export function lastActed(track: Track, plan: PeriodPlan): number | null {
  const last = track.bits && lastDay(track.bits, plan.to, plan.kinds);
  if (last !== null) return last;
  // Its bits have been shortened since.
  return track.lastDay > 0 && track.lastDay <= plan.to && shortened(track) ? track.lastDay : null;
}

function shortened({ bits, lastDay: last }: Track): boolean {
  return bits === null || monthAndDay(last).month < bits.fromMonth;
}

const ALL_KINDS = QUALIFYING_ACTS.map((_, i) => i);

/** Why an account counts or does not; exactly one reason each. */
export function reasonOf(track: Track, plan: PeriodPlan): UsageReason {
  const span = spanOn(track.spans, plan.to);
  if (!span) return "notYetOpened";
  if (span.kind !== "person") return span.kind === "agency" ? "agencyMailbox" : "technical";
  const w = weigh(track, plan);
  if (!w) return "closed";
  if (w.onLeave) return "onLeave";
  if (w.regular) return "regular";
  if (w.usedDays > 0) return "active";
  const { bits } = track;
  if (bits && plan.months.some((m) => (daysOfMonth(bits, m.month, ALL_KINDS) & m.within) !== 0)) return "otherActs";
  return lastActed(track, plan) === null ? "never" : "idle";
}
