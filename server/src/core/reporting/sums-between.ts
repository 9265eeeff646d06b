import { firstOfMonth, monthAndDay } from "@congthu/shared/dates";
import type { AgencyId } from "@congthu/shared/ids";
import { entryOf } from "../../lib/map-entry.ts";
import type { Reader } from "../../store/db.ts";
import type { UsageSums } from "../../store/usage.ts";
import { monthDays, monthTotals, monthWithoutWhole } from "../../store/usage-tracks.ts";
import type { AgencyFrame } from "./agency-frame.ts";
import { addDays, addTotals, type SumVector, sumsOf, sumVector } from "./month-sums.ts";

/** More agencies than this are read whole, month by month, instead of one by one. */
const FEW = 300;

type Scope = Pick<AgencyFrame, "agencies">;

/** The sums of the agencies of a frame between two days (numbers, both included): whole months by their totals, others day by day. */
export async function sumsBetween(
  r: Reader,
  frame: Scope,
  q: { from: number; to: number },
): Promise<Map<AgencyId, UsageSums>> {
  const vectors = new Map<AgencyId, SumVector>();
  await addBetween(r, { ...q, agencyIds: fewOf(frame) }, (id) => entryOf(vectors, id, sumVector));
  return new Map([...vectors].map(([id, vector]) => [id, sumsOf(vector)]));
}

/** The sums of all agencies there are, from sums kept of them; undefined when a month has none of those. */
export async function wholeSumsBetween(r: Reader, q: { from: number; to: number }): Promise<UsageSums | undefined> {
  if (!(await hasWholeMonths(r, q))) return undefined;
  const vector = sumVector();
  await addBetween(r, { ...q, agencyIds: [""] }, () => vector);
  return sumsOf(vector);
}

/** Whether sums of all agencies are kept of every month of a time in which any agency has some. */
export async function hasWholeMonths(r: Reader, q: { from: number; to: number }): Promise<boolean> {
  return (await monthWithoutWhole(r, monthAndDay(q.from).month, monthAndDay(q.to).month)) === undefined;
}

type Wanted = { from: number; to: number; agencyIds: readonly (AgencyId | "")[] | null };

async function addBetween(r: Reader, q: Wanted, vectorOf: (id: AgencyId) => SumVector): Promise<void> {
  const { agencyIds } = q;
  const [first, last] = [monthAndDay(q.from).month, monthAndDay(q.to).month];
  const isWhole = (month: number) => firstOfMonth(month) >= q.from && firstOfMonth(month + 1) - 1 <= q.to;
  const months = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  for (const row of await monthTotals(r, { months: months.filter(isWhole), agencyIds }))
    addTotals(vectorOf(row.agency_id), row.totals);
  for (const month of months.filter((m) => !isWhole(m))) {
    const days = daysIn(month, q);
    for (const row of await monthDays(r, { month, agencyIds })) addDays(vectorOf(row.agency_id), row.days, days);
  }
}

/** The agencies of a frame when they are few; null asks for all there are. */
export function fewOf(frame: Scope): AgencyId[] | null {
  return frame.agencies.length <= FEW ? frame.agencies.map((a) => a.agency_id) : null;
}

/** The days of a month (0 is its first) that lie between two days. */
export function daysIn(month: number, q: { from: number; to: number }): { first: number; last: number } {
  const start = firstOfMonth(month);
  return { first: Math.max(q.from, start) - start, last: Math.min(q.to, firstOfMonth(month + 1) - 1) - start };
}
