import { firstOfMonth, monthAndDay } from "@congthu/shared/dates";
import type { AgencyId } from "@congthu/shared/ids";
import { entryOf } from "../../lib/map-entry.ts";
import type { Reader } from "../../store/db.ts";
import type { UsageSums } from "../../store/usage.ts";
import { monthDays, monthTotals } from "../../store/usage-tracks.ts";
import type { AgencyFrame } from "./agency-frame.ts";
import { addRead, zeroSums } from "./month-sums.ts";

/** More agencies than this are read whole, month by month, instead of one by one. */
const FEW = 300;

/** The sums of the agencies of a frame between two days (numbers, both included): whole months by their totals, others day by day. */
export async function sumsBetween(
  r: Reader,
  frame: AgencyFrame,
  q: { from: number; to: number },
): Promise<Map<AgencyId, UsageSums>> {
  const out = new Map<AgencyId, UsageSums>();
  const sumsOf = (id: AgencyId) => entryOf(out, id, zeroSums);
  const agencyIds = fewOf(frame);
  const [first, last] = [monthAndDay(q.from).month, monthAndDay(q.to).month];
  const isWhole = (month: number) => firstOfMonth(month) >= q.from && firstOfMonth(month + 1) - 1 <= q.to;
  const months = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  for (const row of await monthTotals(r, { months: months.filter(isWhole), agencyIds }))
    addRead(sumsOf(row.agency_id), row.totals);
  for (const month of months.filter((m) => !isWhole(m)))
    for (const row of await monthDays(r, { month, agencyIds }))
      addDays(sumsOf(row.agency_id), row.days, { month, ...q });
  return out;
}

/** The agencies of a frame when they are few; null asks for all there are. */
export function fewOf(frame: AgencyFrame): AgencyId[] | null {
  return frame.agencies.length <= FEW ? frame.agencies.map((a) => a.agency_id) : null;
}

function addDays(sums: UsageSums, days: Uint8Array, q: { month: number; from: number; to: number }): void {
  const start = firstOfMonth(q.month);
  const end = Math.min(q.to, firstOfMonth(q.month + 1) - 1);
  for (let day = Math.max(q.from, start); day <= end; day++) addRead(sums, days, day - start);
}
