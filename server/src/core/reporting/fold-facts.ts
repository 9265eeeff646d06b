import { localDayNumber, monthAndDay } from "@congthu/shared/dates";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { USAGE_CHANNELS } from "@congthu/shared/usage-channels";
import { QUALIFYING_ACTS, type QualifyingAct } from "@congthu/shared/usage-definition";
import { entryOf } from "../../lib/map-entry.ts";
import { accountKinds } from "../../store/accounts.ts";
import type { Tx } from "../../store/db.ts";
import type { MailLogRow } from "../../store/mail-log.ts";
import { addUsageDays, type UsageDayRow } from "../../store/usage.ts";
import {
  addBoxDays,
  type BoxDayRow,
  boxTracks,
  channelTracks,
  monthDays,
  monthRows,
  monthTotals,
  personTracks,
  putBoxTracks,
  putChannelTracks,
  putMonthRows,
  putPersonTracks,
} from "../../store/usage-tracks.ts";
import { dayBits, type Mark, storedBits, withMarks } from "./day-bits.ts";
import { addMonth, addSums, type MonthSums, monthSums, noSums, zeroSums } from "./month-sums.ts";

const HOUR_MS = 3_600_000;
/** The half of the working day a moment falls into, local: bit 0 before noon, bit 1 after. */
const halfOf = (at: number) => ((at + 7 * HOUR_MS) % (24 * HOUR_MS) < 12 * HOUR_MS ? 0 : 1);

/** The sums per account, local day, channel and agency of some facts. What is not about an account's use (relays, bounces) adds nothing. */
export function daysOf(facts: readonly MailLogRow[]): UsageDayRow[] {
  const rows = new Map<string, UsageDayRow>();
  for (const fact of facts) {
    const count = COUNTED[fact.kind];
    const { account_id, agency_id } = fact;
    if (!count || account_id === null || agency_id === null) continue;
    const day = localDayNumber(fact.at);
    const channel = fact.kind === "received" ? "" : fact.channel;
    const key = `${fact.account_id} ${day} ${channel} ${fact.agency_id}`;
    const row = entryOf(rows, key, () => ({
      ...zeroSums(),
      account_id,
      day,
      channel,
      agency_id,
    }));
    count(row, fact);
  }
  // In key order, so that two transactions never wait for each other crosswise.
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

type Count = (row: UsageDayRow, fact: MailLogRow) => void;

/** What each kind of fact adds. */
const COUNTED: { [K in MailLogRow["kind"]]?: Count } = {
  signedIn: (row) => void row.sign_ins++,
  opened: (row) => void row.opened++,
  replied: (row) => void row.replied++,
  forwarded: (row) => void row.forwarded++,
  sent: (row, fact) => {
    row[`sent_${fact.peer || "other"}`]++;
    row.sent_documents += fact.documents ?? 0;
  },
  received: (row, fact) => {
    row[`received_${fact.peer || "other"}`]++;
    row.received_documents += fact.documents ?? 0;
  },
};

/** Who opened letters of which agency mailbox, how often in each half of a day: that is how one sees that it was checked. */
export function boxDaysOf(facts: readonly MailLogRow[]): BoxDayRow[] {
  const rows = new Map<string, BoxDayRow>();
  for (const fact of facts) {
    const mailbox_id = fact.owner_id;
    const clerk_id = fact.account_id;
    if (fact.kind !== "opened" || !mailbox_id || !clerk_id || mailbox_id === clerk_id) continue;
    const day = localDayNumber(fact.at);
    const key = `${mailbox_id} ${day} ${clerk_id}`;
    const row = entryOf(rows, key, () => ({ mailbox_id, day, clerk_id, morning: 0, afternoon: 0 }));
    if (halfOf(fact.at) === 0) row.morning++;
    else row.afternoon++;
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** Adds facts to all that is kept of them: daily sums, days as bits, sums of agencies, checks of agency mailboxes. Each fact once. */
export async function foldFactsIn(tx: Tx, facts: readonly MailLogRow[]): Promise<void> {
  const days = daysOf(facts);
  await addUsageDays(tx, days);
  const boxes = boxDaysOf(facts);
  await addBoxDays(tx, boxes);
  await markPersons(tx, days);
  await markBoxes(tx, boxes);
  await addMonths(tx, days);
}

/** Which kinds of acts a row of daily sums shows, as bits in the order of QUALIFYING_ACTS. */
export function actsOf(u: UsageDayRow): number {
  if (u.channel === "") return 0;
  const web = u.channel === "web" || u.channel === "mobile";
  const sent = u.sent_agency + u.sent_province + u.sent_gov + u.sent_public + u.sent_other;
  const done: Record<QualifyingAct, boolean> = {
    opened: u.opened > 0,
    sent: sent > 0,
    replied: u.replied > 0,
    forwarded: u.forwarded > 0,
    webSignIn: web && u.sign_ins > 0,
    signIn: !web && u.sign_ins > 0,
  };
  return QUALIFYING_ACTS.reduce((bits, act, i) => (done[act] ? bits | (1 << i) : bits), 0);
}

/** All acts but the sign-in of a program, which says nothing of a person. */
const OWN_ACTS = QUALIFYING_ACTS.reduce((bits, act, i) => (act === "signIn" ? bits : bits | (1 << i)), 0);

/** The marks of persons and of ways that rows of daily sums leave. */
export function marksOf(days: readonly UsageDayRow[]) {
  const persons = new Map<AccountId, Mark[]>();
  const ways = new Map<AccountId, Mark[]>();
  for (const u of days) {
    if (u.account_id === "") continue;
    const kinds = actsOf(u);
    if (kinds === 0) continue;
    push(persons, u.account_id, { day: u.day, kinds });
    const way = (USAGE_CHANNELS as readonly string[]).indexOf(u.channel);
    if (way >= 0) push(ways, u.account_id, { day: u.day, kinds: 1 << way });
  }
  return { persons, ways };
}

async function markPersons(tx: Tx, days: readonly UsageDayRow[]): Promise<void> {
  const { persons, ways } = marksOf(days);
  const tracks = await personTracks(tx, [...persons.keys()]);
  await putPersonTracks(
    tx,
    [...persons].map(([account_id, marks]) => {
      const known = tracks.get(account_id);
      const bits = withMarks(known && dayBits(known), marks);
      const last_day = Math.max(known?.last_day ?? 0, lastOwnAct(marks));
      return { account_id, ...storedBits(bits), last_day };
    }),
  );
  const known = await channelTracks(tx, [...ways.keys()]);
  await putChannelTracks(
    tx,
    [...ways].map(([account_id, marks]) => trackOf(account_id, known.get(account_id), marks)),
  );
}

/** The last day with an act of the person's own, 0 for none. */
export function lastOwnAct(marks: readonly Mark[]): number {
  return Math.max(0, ...marks.filter((m) => (m.kinds & OWN_ACTS) !== 0).map((m) => m.day));
}

/** The marks that checks of agency mailboxes leave: kind 0 in the morning, kind 1 in the afternoon. */
export function boxMarksOf(boxes: readonly BoxDayRow[]): Map<AccountId, Mark[]> {
  const marks = new Map<AccountId, Mark[]>();
  for (const b of boxes)
    push(marks, b.mailbox_id, { day: b.day, kinds: (b.morning > 0 ? 1 : 0) | (b.afternoon > 0 ? 2 : 0) });
  return marks;
}

async function markBoxes(tx: Tx, boxes: readonly BoxDayRow[]): Promise<void> {
  const marks = boxMarksOf(boxes);
  const known = await boxTracks(tx, [...marks.keys()]);
  await putBoxTracks(
    tx,
    [...marks].map(([id, own]) => trackOf(id, known.get(id), own)),
  );
}

type Kept = Parameters<typeof dayBits>[0];

function trackOf(account_id: AccountId, known: Kept | undefined, marks: readonly Mark[]) {
  const bits = withMarks(known && dayBits(known), marks);
  return { account_id, ...storedBits(bits) };
}

/** Adds to the sums of agencies; technical accounts are nobody's letters. */
async function addMonths(tx: Tx, days: readonly UsageDayRow[]): Promise<void> {
  const kinds = await accountKinds(tx, [...new Set(days.flatMap((u) => u.account_id || []))]);
  const counted = days.filter((u) => u.account_id === "" || kinds.get(u.account_id) !== "technical");
  const months = Map.groupBy(counted, (u) => monthAndDay(u.day).month);
  for (const [month, own] of [...months].sort(([a], [b]) => a - b)) {
    const byAgency = Map.groupBy(own, (u) => u.agency_id);
    const known = await monthRows(tx, month, ["", ...byAgency.keys()]);
    const whole = known.get("") ?? (await wholeMonth(tx, month));
    await putMonthRows(
      tx,
      [["", own] as const, ...byAgency].map(([agency_id, rows]: readonly [AgencyId | "", UsageDayRow[]]) => {
        const row = agency_id === "" ? whole : known.get(agency_id);
        const sums = row ? monthSums(row) : noSums();
        for (const u of rows) addSums(sums, monthAndDay(u.day).index, u);
        return { month, agency_id, ...sums };
      }),
    );
  }
}

/** The sums of all agencies in a month that has none of them yet: one of before they were kept. */
async function wholeMonth(tx: Tx, month: number): Promise<MonthSums> {
  const sums = noSums();
  const totals = new Map(
    (await monthTotals(tx, { months: [month], agencyIds: null })).map((t) => [t.agency_id, t.totals]),
  );
  for (const { agency_id, days } of await monthDays(tx, { month, agencyIds: null }))
    addMonth(sums, { totals: totals.get(agency_id) ?? noSums().totals, days });
  return sums;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  entryOf(map, key, () => []).push(value);
}
