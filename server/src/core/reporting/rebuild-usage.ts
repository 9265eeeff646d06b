import { firstOfMonth, monthAndDay } from "@congthu/shared/dates";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { entryOf } from "../../lib/map-entry.ts";
import type { UsageDayRow } from "../../store/usage.ts";
import {
  accountsAfter,
  boxDaysIn,
  countAccounts,
  deleteMonth,
  deleteTracks,
  unrollLog,
  usageDayRange,
  usageDaysBetween,
} from "../../store/usage-rebuild.ts";
import { holdFolding } from "../../store/usage-state.ts";
import {
  personTracks,
  putBoxTracks,
  putChannelTracks,
  putMonthRows,
  putPersonTracks,
} from "../../store/usage-tracks.ts";
import type { App } from "../app.ts";
import { type DayBits, storedBits, withMarks } from "./day-bits.ts";
import { boxMarksOf, lastOwnAct, marksOf } from "./fold-facts.ts";
import { addMonth, addSums, type MonthSums, noSums } from "./month-sums.ts";
import { rollUpUsage } from "./roll-up-usage.ts";

type Deps = Pick<App, "clock" | "db">;
export type Progress = (what: "persons" | "agencies", done: number, of: number) => void;

/** Accounts taken by one transaction: some milliseconds in which deliveries wait. */
const PAGE = 100;
/** Months summed in one walk; bounds the memory. */
const SLAB = 3;
/** Folding is held that long after each step; a rebuild that died is over then. */
const LEASE_MS = 600_000;

/**
 * Makes everything that follows from the daily sums anew: days as bits, sums of agencies, checks of agency mailboxes. With `fromLog` the daily
 * sums too, as far back as the log is whole. Mail goes on; new facts wait until it is done. May be run again at any time.
 */
export async function rebuildUsage(app: Deps, q: { fromLog: boolean; progress: Progress }): Promise<void> {
  await rollUpUsage(app);
  if (q.fromLog) {
    await app.db.write(unrollLog);
    await rollUpUsage(app);
  }
  try {
    await rebuildPersons(app, q.progress);
    await rebuildMonths(app, q.progress);
  } finally {
    await app.db.write((tx) => holdFolding(tx, 0));
  }
}

async function rebuildPersons(app: Deps, progress: Progress): Promise<void> {
  const total = await app.db.read(countAccounts);
  let done = 0;
  for (let after: AccountId | "" = ""; ; ) {
    const page: Account[] = await app.db.read((r) => accountsAfter(r, after, PAGE));
    const last = page.at(-1);
    if (!last) return;
    after = last.account_id;
    await rebuildPage(
      app,
      page.map((a) => a.account_id),
    );
    done += page.length;
    progress("persons", done, total);
  }
}

type Account = Awaited<ReturnType<typeof accountsAfter>>[number];

async function rebuildPage(app: Deps, ids: readonly AccountId[]): Promise<void> {
  await app.db.write(async (tx) => {
    await holdFolding(tx, app.clock.now() + LEASE_MS);
    const days = await usageDaysBetween(tx, { accountIds: ids, from: 0, to: 999_999 });
    const boxes = boxMarksOf(await boxDaysIn(tx, ids));
    const { persons, ways } = marksOf(days);
    // The last act may be older than the facts that are kept.
    const known = await personTracks(tx, ids);
    await deleteTracks(tx, ids);
    const rowOf = (account_id: AccountId, bits: DayBits) => ({ account_id, ...storedBits(bits) });
    await putPersonTracks(
      tx,
      [...persons].map(([id, marks]) => ({
        ...rowOf(id, withMarks(undefined, marks)),
        last_day: Math.max(known.get(id)?.last_day ?? 0, lastOwnAct(marks)),
      })),
    );
    await putChannelTracks(
      tx,
      [...ways].map(([id, marks]) => rowOf(id, withMarks(undefined, marks))),
    );
    await putBoxTracks(
      tx,
      [...boxes].map(([id, marks]) => rowOf(id, withMarks(undefined, marks))),
    );
  });
}

async function rebuildMonths(app: Deps, progress: Progress): Promise<void> {
  const range = await app.db.read(usageDayRange);
  if (!range) return;
  const [first, last] = [monthAndDay(range.first).month, monthAndDay(range.last).month];
  for (let month = first; month <= last; month += SLAB) {
    const to = Math.min(month + SLAB - 1, last);
    const sums = await sumMonths(app, month, to);
    for (let m = month; m <= to; m++) {
      const own = [...(sums.get(m) ?? [])];
      const whole = noSums();
      for (const [, s] of own) addMonth(whole, s);
      const all = own.length > 0 ? [["", whole] as const, ...own] : [];
      const rows = all.map(([agency_id, s]) => ({ month: m, agency_id, ...s }));
      await app.db.write(async (tx) => {
        await holdFolding(tx, app.clock.now() + LEASE_MS);
        await deleteMonth(tx, m);
        await putMonthRows(tx, rows);
      });
      progress("agencies", m - first + 1, last - first + 1);
    }
  }
}

type Sums = Map<number, Map<AgencyId, MonthSums>>;

async function sumMonths(app: Deps, first: number, last: number): Promise<Sums> {
  const sums: Sums = new Map();
  const days = { from: firstOfMonth(first), to: firstOfMonth(last + 1) - 1 };
  const add = (rows: readonly UsageDayRow[]) => {
    for (const u of rows) {
      const { month, index } = monthAndDay(u.day);
      addSums(
        entryOf(
          entryOf(sums, month, () => new Map()),
          u.agency_id,
          noSums,
        ),
        index,
        u,
      );
    }
  };
  add(await app.db.read((r) => usageDaysBetween(r, { accountIds: [""], ...days })));
  for (let after: AccountId | "" = ""; ; ) {
    const page: Account[] = await app.db.read((r) => accountsAfter(r, after, PAGE));
    const end = page.at(-1);
    if (!end) return sums;
    after = end.account_id;
    // Technical accounts are nobody's letters.
    const accountIds = page.filter((a) => a.kind !== "technical").map((a) => a.account_id);
    if (accountIds.length > 0) add(await app.db.read((r) => usageDaysBetween(r, { accountIds, ...days })));
    await new Promise(setImmediate);
  }
}
