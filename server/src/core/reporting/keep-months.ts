import { addDays, dayOfNumber, firstOfMonth, localDayNumber, monthAndDay } from "@congthu/shared/dates";
import type { AccountId } from "@congthu/shared/ids";
import type { Tx } from "../../store/db.ts";
import { forgetDaysBefore, type KeptMonthRow, putKeptMonths, setDaysFrom, usageKept } from "../../store/usage-kept.ts";
import { accountsAfter } from "../../store/usage-rebuild.ts";
import {
  boxTracks,
  channelTracks,
  firstMonth,
  personTracks,
  putBoxTracks,
  putChannelTracks,
  putPersonTracks,
  type TrackRow,
} from "../../store/usage-tracks.ts";
import type { App } from "../app.ts";
import { operatorPrincipal } from "../directory/operator.ts";
import { readSetting } from "../settings/read-setting.ts";
import { reportPaths, windowOf } from "./build-report.ts";
import { countFigures } from "./count-figures.ts";
import { dayBits, storedBits, withoutBefore } from "./day-bits.ts";
import { rollUpUsage } from "./roll-up-usage.ts";
import { usageDefinition, workCalendar } from "./usage-definition.ts";

type Deps = Pick<App, "clock" | "db">;

/** Accounts whose old facts one transaction forgets. */
const PAGE = 100;

/**
 * Forgets facts of single persons older than the setting `usageRetention`, whole months at a time; before that, the figures of each such month are kept
 * for good, agency by agency. Gives how many months went; 0 when nothing is that old.
 */
export async function forgetOldFacts(app: Deps): Promise<number> {
  const { personMonths } = await app.db.read((r) => readSetting(r, "usageRetention"));
  const until = monthAndDay(localDayNumber(app.clock.now())).month - personMonths;
  const first = await app.db.read(async (r) => firstMonth(r, monthAndDay((await usageKept(r)).days_from).month));
  if (first === undefined || first >= until) return 0;
  await rollUpUsage(app);
  for (let month = first; month < until; month++) {
    const kept = await figuresOf(app, month);
    await app.db.write((tx) => putKeptMonths(tx, kept));
  }
  const day = firstOfMonth(until);
  await app.db.write((tx) => forgetDaysBefore(tx, [""], day));
  for (let after: AccountId | "" = ""; ; ) {
    const page: { account_id: AccountId }[] = await app.db.read((r) => accountsAfter(r, after, PAGE));
    const last = page.at(-1);
    if (!last) break;
    after = last.account_id;
    const ids = page.map((a) => a.account_id);
    await app.db.write((tx) => shortenIn(tx, ids, day));
  }
  // Last: a run that died begins again, and what was kept of a month stays as it was.
  await app.db.write((tx) => setDaysFrom(tx, day));
  return until - first;
}

async function figuresOf(app: Deps, month: number): Promise<KeptMonthRow[]> {
  return app.db.read(async (r) => {
    const from = dayOfNumber(firstOfMonth(month));
    const to = addDays(dayOfNumber(firstOfMonth(month + 1)), -1);
    const definition = await usageDefinition(r, to);
    const calendar = await workCalendar(r);
    const paths = await reportPaths(r, await operatorPrincipal(r), undefined);
    const window = await windowOf(r, { paths, from, to, definition, calendar });
    const [figures] = await countFigures(r, [window], { paths: null, dormantDays: 1 });
    return [...(figures ?? [])].map(([agency_id, f]) => ({
      ...{ month, agency_id, version: definition.version, mailboxes: f.mailboxes, users: f.active, regular: f.regular },
      ...{ leader_mailboxes: f.leaderMailboxes, leader_users: f.leaderActive, leader_regular: f.leaderRegular },
    }));
  });
}

async function shortenIn(tx: Tx, ids: readonly AccountId[], day: number): Promise<void> {
  await forgetDaysBefore(tx, ids, day);
  const { month } = monthAndDay(day);
  const shorter = <T extends TrackRow>(row: T): T => ({
    ...row,
    ...storedBits(withoutBefore(dayBits(row), month) ?? { fromMonth: month, words: new Int32Array(0) }),
  });
  const old = (row: TrackRow) => row.from_month < month;
  await putPersonTracks(tx, [...(await personTracks(tx, ids)).values()].filter(old).map(shorter));
  await putChannelTracks(tx, [...(await channelTracks(tx, ids)).values()].filter(old).map(shorter));
  await putBoxTracks(tx, [...(await boxTracks(tx, ids)).values()].filter(old).map(shorter));
}
