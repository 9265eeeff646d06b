import type { UsageDays, UsageProtocols } from "@congthu/shared/api/reports";
import { dayOfNumber, firstOfMonth, monthAndDay } from "@congthu/shared/dates";
import type { AccountId } from "@congthu/shared/ids";
import { USAGE_CHANNELS } from "@congthu/shared/usage-channels";
import { isWorkingDay } from "@congthu/shared/working-days";
import type { Reader } from "../../store/db.ts";
import { channelTracks, monthDays } from "../../store/usage-tracks.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import type { AgencyFrame } from "./agency-frame.ts";
import { lastDayOf, type ReportQuery, reportPaths, scopeOf, windowOf } from "./build-report.ts";
import { dayBits, daysOfMonth } from "./day-bits.ts";
import { addLetters, type LetterDays } from "./month-sums.ts";
import { rollUpUsage } from "./roll-up-usage.ts";
import { scanPeople } from "./scan-people.ts";
import { daysIn, fewOf, hasWholeMonths } from "./sums-between.ts";
import { usageDefinition, workCalendar } from "./usage-definition.ts";
import { type Track, weigh } from "./weigh-person.ts";

type Deps = Pick<App, "clock" | "db">;

/** Each day of a period: how many persons acted, and letters written and received. Throws access.denied, agency.notFound, invalid. */
export async function usageDays(app: Deps, principal: Principal, q: ReportQuery): Promise<UsageDays> {
  const { through, paths } = await prepare(app, principal, q);
  return app.db.read(async (r) => {
    const calendar = await workCalendar(r);
    const window = await windowOf(r, {
      ...{ paths, from: q.from, to: through, calendar },
      definition: await usageDefinition(r, through),
    });
    const { plan, frame } = window;
    const users = new Uint32Array(plan.to - plan.from + 1);
    const months = plan.months.map((m) => ({ ...m, base: firstOfMonth(m.month) - plan.from }));
    let mailboxes = 0;
    await scanPeople(r, { paths: scopeOf(paths), from: plan.from, to: plan.to }, (track) => {
      const weight = weigh(track, plan);
      if (!weight || frame.unitOf(weight.agencyId) === undefined) return;
      mailboxes++;
      if (weight.usedDays > 0 && !weight.onLeave) addDays(users, track, { months, kinds: plan.kinds });
    });
    const isWhole = scopeOf(paths) === null && (await hasWholeMonths(r, plan));
    const letters = await lettersByDay(r, { from: plan.from, to: plan.to, frame, isWhole });
    const days = Array.from(users, (n, i) => {
      const day = dayOfNumber(plan.from + i);
      return {
        day,
        working: isWorkingDay(day, calendar),
        users: n,
        letters: letters.sent[i] ?? 0,
        received: letters.received[i] ?? 0,
      };
    });
    return { mailboxes, days };
  });
}

async function prepare(app: Deps, principal: Principal, q: ReportQuery) {
  const through = lastDayOf(app, q);
  const paths = await app.db.read((r) => reportPaths(r, principal, q.agencyId));
  await rollUpUsage(app);
  return { through, paths };
}

type Months = { months: readonly { month: number; within: number; base: number }[]; kinds: readonly number[] };

/** Adds one to each day of the period on which the person acted. */
function addDays(users: Uint32Array, { bits }: Track, { months, kinds }: Months): void {
  if (!bits) return;
  for (const { month, within, base } of months) {
    for (let days = daysOfMonth(bits, month, kinds) & within; days !== 0; days &= days - 1) {
      const i = base + 31 - Math.clz32(days & -days);
      users[i] = (users[i] ?? 0) + 1;
    }
  }
}

type LettersQuery = { from: number; to: number; frame: AgencyFrame; isWhole: boolean };

async function lettersByDay(r: Reader, q: LettersQuery): Promise<LetterDays> {
  const length = q.to - q.from + 1;
  const letters = { sent: new Float64Array(length), received: new Float64Array(length) };
  for (let month = monthAndDay(q.from).month; month <= monthAndDay(q.to).month; month++) {
    const days = daysIn(month, q);
    const at = firstOfMonth(month) + days.first - q.from;
    for (const row of await monthDays(r, { month, agencyIds: q.isWhole ? [""] : fewOf(q.frame) }))
      if (q.isWhole || q.frame.unitOf(row.agency_id) !== undefined) addLetters(letters, row.days, { ...days, at });
    await new Promise(setImmediate);
  }
  return letters;
}

/** By which ways personal mailboxes were reached in a period, programs that poll included. Throws as usageDays does. */
export async function usageProtocols(app: Deps, principal: Principal, q: ReportQuery): Promise<UsageProtocols> {
  const { through, paths } = await prepare(app, principal, q);
  return app.db.read(async (r) => {
    const definition = await usageDefinition(r, through);
    const calendar = await workCalendar(r);
    const { plan, frame } = await windowOf(r, { paths, from: q.from, to: through, definition, calendar });
    const ids: AccountId[] = [];
    await scanPeople(r, { paths: scopeOf(paths), from: plan.from, to: plan.to }, (track) => {
      const weight = weigh(track, plan);
      if (weight && frame.unitOf(weight.agencyId) !== undefined) ids.push(track.accountId);
    });
    const users = USAGE_CHANNELS.map(() => 0);
    for (let i = 0; i < ids.length; i += 5_000) {
      for (const row of (await channelTracks(r, ids.slice(i, i + 5_000))).values()) {
        const bits = dayBits(row);
        for (const way of USAGE_CHANNELS.keys())
          if (plan.months.some((m) => (daysOfMonth(bits, m.month, [way]) & m.within) !== 0))
            users[way] = (users[way] ?? 0) + 1;
      }
      await new Promise(setImmediate);
    }
    return {
      mailboxes: ids.length,
      channels: USAGE_CHANNELS.map((channel, way) => ({ channel, users: users[way] ?? 0 })),
    };
  });
}
