import { dayNumber, localDay, startOfLocalDay } from "@congthu/shared/dates";
import { timeMark } from "../../lib/ids.ts";
import { deleteLogBefore, deleteSettledBefore } from "../../store/trace.ts";
import { setLogFrom } from "../../store/usage-state.ts";
import type { App } from "../app.ts";
import { readSetting } from "../settings/read-setting.ts";

/** Rows removed in one transaction, so that deliveries do not wait. */
const ROUND = 2_000;

/**
 * Forgets what is older than the setting `logs` keeps: rows of the mail log that are in the daily sums, and queue rows that were settled.
 * Gives how many rows went in this round; 0 when nothing is left to forget.
 */
export async function forgetLogs(app: Pick<App, "clock" | "db">): Promise<number> {
  const { months } = await app.db.read((r) => readSetting(r, "logs"));
  const firstDay = monthsBefore(localDay(app.clock.now()), months);
  const at = startOfLocalDay(firstDay);
  return app.db.write(async (tx) => {
    const rows = await deleteLogBefore(tx, timeMark("l", at), ROUND);
    const settled = await deleteSettledBefore(tx, timeMark("o", at), ROUND);
    // The daily sums outlive the facts; what checks one against the other begins here.
    if (rows > 0) await setLogFrom(tx, dayNumber(firstDay));
    return rows + settled;
  });
}

/** The same day so many months earlier; the last of the month where there is none. */
function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 - months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date, last)))
    .toISOString()
    .slice(0, 10);
}
