import { firstOfMonth, monthAndDay } from "@congthu/shared/dates";
import type { AgencyId } from "@congthu/shared/ids";
import { entryOf } from "../../lib/map-entry.ts";
import type { Reader } from "../../store/db.ts";
import type { UsageSums } from "../../store/usage.ts";
import { monthDays, monthTotals } from "../../store/usage-tracks.ts";
import { addRead, zeroSums } from "./month-sums.ts";

/** The sums of every agency between two days (numbers, both included): whole months by their totals, others day by day. */
export async function sumsBetween(r: Reader, from: number, to: number): Promise<Map<AgencyId, UsageSums>> {
  const out = new Map<AgencyId, UsageSums>();
  const sumsOf = (id: AgencyId) => entryOf(out, id, zeroSums);
  const [first, last] = [monthAndDay(from).month, monthAndDay(to).month];
  const isWhole = (month: number) => firstOfMonth(month) >= from && firstOfMonth(month + 1) - 1 <= to;
  const wholeFrom = isWhole(first) ? first : first + 1;
  const wholeTo = isWhole(last) ? last : last - 1;
  for (const row of await monthTotals(r, wholeFrom, wholeTo)) addRead(sumsOf(row.agency_id), row.totals);
  for (const month of new Set([first, last])) {
    if (isWhole(month)) continue;
    for (const row of await monthDays(r, month)) addDays(sumsOf(row.agency_id), row.days, { month, from, to });
  }
  return out;
}

function addDays(sums: UsageSums, days: Uint8Array, q: { month: number; from: number; to: number }): void {
  const start = firstOfMonth(q.month);
  const end = Math.min(q.to, firstOfMonth(q.month + 1) - 1);
  for (let day = Math.max(q.from, start); day <= end; day++) addRead(sums, days, day - start);
}
