import type { AccountId } from "@congthu/shared/ids";
import type { Reader } from "../../store/db.ts";
import { leaveBetween, type ScanRow, scanAccounts } from "../../store/usage-scan.ts";
import { dayBits } from "./day-bits.ts";
import type { Leave, Track } from "./weigh-person.ts";

/** Rows read at a time: between two pages the mail goes on. */
const PAGE = 4_000;

/**
 * Shows every account that was ever in the subtrees (null: all there are) to `visit`, with its leave between two days (numbers). Reads page by page
 * and lets others run in between.
 */
export async function scanPeople(
  r: Reader,
  q: { paths: readonly string[] | null; from: number; to: number },
  visit: (track: Track) => void,
): Promise<void> {
  const leaves = Map.groupBy(await leaveBetween(r, q.from, q.to), (l) => l.account_id);
  for (let after = ""; ; ) {
    const rows = await scanAccounts(r, { paths: q.paths, after, limit: PAGE });
    const isLast = rows.length < PAGE;
    after = visitPage(rows, { isLast, leaves, visit });
    if (isLast) return;
    await new Promise(setImmediate);
  }
}

type Page = { isLast: boolean; leaves: ReadonlyMap<AccountId, readonly Leave[]>; visit: (track: Track) => void };

/** Gives the last account that was shown: the spans of the one after may go on in the next page. */
function visitPage(rows: readonly ScanRow[], { isLast, leaves, visit }: Page): AccountId | "" {
  let shown: AccountId | "" = "";
  for (let i = 0; i < rows.length; ) {
    const first = rows[i] as ScanRow;
    let end = i + 1;
    while (end < rows.length && rows[end]?.account_id === first.account_id) end++;
    if (end === rows.length && !isLast && i > 0) return shown;
    visit({
      accountId: first.account_id,
      spans: end - i === 1 ? [first] : rows.slice(i, end),
      bits:
        first.bits && first.from_month !== null ? dayBits({ from_month: first.from_month, bits: first.bits }) : null,
      lastDay: first.last_day ?? 0,
      leaves: leaves.get(first.account_id) ?? NO_LEAVE,
    });
    shown = first.account_id;
    i = end;
  }
  return shown;
}

const NO_LEAVE: readonly Leave[] = [];
