import type { AccountId, AgencyId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";
import { chunks, holes } from "./db.ts";

/** On which days something happened, as bits (core/reporting/day-bits); made from `usage_day`, a row an account. */
export type TrackRow = { account_id: AccountId; from_month: number; bits: Uint8Array };

/** What persons did; `last_day` is the last day with an act of theirs, polling left out. */
export type PersonTrackRow = TrackRow & { last_day: number };

/** Tracks of what these persons did. */
export async function personTracks(r: Reader, ids: readonly AccountId[]): Promise<Map<AccountId, PersonTrackRow>> {
  const rows: PersonTrackRow[] = [];
  for (const part of chunks(ids, 500))
    rows.push(
      ...(await r.all<PersonTrackRow & Row>(
        `SELECT account_id, from_month, acts AS bits, last_day FROM usage_person WHERE account_id IN ${holes(part.length)}`,
        ...part,
      )),
    );
  return new Map(rows.map((row) => [row.account_id, row]));
}

/** Keeps tracks of persons, over what was kept before. */
export async function putPersonTracks(tx: Tx, rows: readonly PersonTrackRow[]): Promise<void> {
  for (const part of chunks(rows, 500))
    await tx.run(
      `INSERT INTO usage_person (account_id, from_month, acts, last_day) VALUES ${holes(4, part.length)}
        ON CONFLICT (account_id) DO UPDATE SET from_month = excluded.from_month, acts = excluded.acts, last_day = excluded.last_day`,
      ...part.flatMap((t) => [t.account_id, t.from_month, t.bits, t.last_day]),
    );
}

/** Tracks of the ways by which these accounts were reached. */
export async function channelTracks(r: Reader, ids: readonly AccountId[]): Promise<Map<AccountId, TrackRow>> {
  const rows: TrackRow[] = [];
  for (const part of chunks(ids, 500))
    rows.push(
      ...(await r.all<TrackRow & Row>(
        `SELECT account_id, from_month, ways AS bits FROM usage_channel WHERE account_id IN ${holes(part.length)}`,
        ...part,
      )),
    );
  return new Map(rows.map((row) => [row.account_id, row]));
}

/** Keeps tracks of ways, over what was kept before. */
export async function putChannelTracks(tx: Tx, rows: readonly TrackRow[]): Promise<void> {
  for (const part of chunks(rows, 500))
    await tx.run(
      `INSERT INTO usage_channel (account_id, from_month, ways) VALUES ${holes(3, part.length)}
        ON CONFLICT (account_id) DO UPDATE SET from_month = excluded.from_month, ways = excluded.ways`,
      ...part.flatMap((t) => [t.account_id, t.from_month, t.bits]),
    );
}

/** Tracks of the checks of these agency mailboxes. */
export async function boxTracks(r: Reader, ids: readonly AccountId[]): Promise<Map<AccountId, TrackRow>> {
  const rows: TrackRow[] = [];
  for (const part of chunks(ids, 500))
    rows.push(
      ...(await r.all<TrackRow & Row>(
        `SELECT mailbox_id AS account_id, from_month, halves AS bits FROM usage_box WHERE mailbox_id IN ${holes(part.length)}`,
        ...part,
      )),
    );
  return new Map(rows.map((row) => [row.account_id, row]));
}

/** Keeps tracks of checks, over what was kept before. */
export async function putBoxTracks(tx: Tx, rows: readonly TrackRow[]): Promise<void> {
  for (const part of chunks(rows, 500))
    await tx.run(
      `INSERT INTO usage_box (mailbox_id, from_month, halves) VALUES ${holes(3, part.length)}
        ON CONFLICT (mailbox_id) DO UPDATE SET from_month = excluded.from_month, halves = excluded.halves`,
      ...part.flatMap((t) => [t.account_id, t.from_month, t.bits]),
    );
}

/** Who looked into an agency's mailbox on a day, how often in the morning and how often in the afternoon. */
export type BoxDayRow = { mailbox_id: AccountId; day: number; clerk_id: AccountId; morning: number; afternoon: number };

/** Adds looks into agency mailboxes. */
export async function addBoxDays(tx: Tx, rows: readonly BoxDayRow[]): Promise<void> {
  for (const part of chunks(rows, 500))
    await tx.run(
      `INSERT INTO usage_box_day (mailbox_id, day, clerk_id, morning, afternoon) VALUES ${holes(5, part.length)}
        ON CONFLICT (mailbox_id, day, clerk_id) DO UPDATE SET morning = usage_box_day.morning + excluded.morning,
          afternoon = usage_box_day.afternoon + excluded.afternoon`,
      ...part.flatMap((b) => [b.mailbox_id, b.day, b.clerk_id, b.morning, b.afternoon]),
    );
}

/** Looks into one agency mailbox between two days, both included. */
export function boxDaysOf(r: Reader, q: { mailboxId: AccountId; from: number; to: number }): Promise<BoxDayRow[]> {
  return r.all<BoxDayRow & Row>(
    `SELECT * FROM usage_box_day WHERE mailbox_id = ? AND day >= ? AND day <= ? ORDER BY day, clerk_id`,
    q.mailboxId,
    q.from,
    q.to,
  );
}

/** The sums of one agency ("": of all) and month, and of each of its days (core/reporting/month-sums). */
export type MonthRow = { month: number; agency_id: AgencyId | ""; totals: Uint8Array; days: Uint8Array };

/** The sums of these agencies in one month, days and all. */
export async function monthRows(
  r: Reader,
  month: number,
  ids: readonly (AgencyId | "")[],
): Promise<Map<AgencyId | "", MonthRow>> {
  const rows: MonthRow[] = [];
  for (const part of chunks(ids, 500))
    rows.push(
      ...(await r.all<MonthRow & Row>(
        `SELECT t.month, t.agency_id, t.totals, d.days FROM usage_month t JOIN usage_month_days d ON d.month = t.month AND d.agency_id = t.agency_id
          WHERE t.month = ? AND t.agency_id IN ${holes(part.length)}`,
        month,
        ...part,
      )),
    );
  return new Map(rows.map((row) => [row.agency_id, row]));
}

/** Keeps sums of agencies, over what was kept before. */
export async function putMonthRows(tx: Tx, rows: readonly MonthRow[]): Promise<void> {
  for (const part of chunks(rows, 200)) {
    await tx.run(
      `INSERT INTO usage_month (month, agency_id, totals) VALUES ${holes(3, part.length)}
        ON CONFLICT (month, agency_id) DO UPDATE SET totals = excluded.totals`,
      ...part.flatMap((m) => [m.month, m.agency_id, m.totals]),
    );
    await tx.run(
      `INSERT INTO usage_month_days (month, agency_id, days) VALUES ${holes(3, part.length)}
        ON CONFLICT (month, agency_id) DO UPDATE SET days = excluded.days`,
      ...part.flatMap((m) => [m.month, m.agency_id, m.days]),
    );
  }
}

/** The sums of whole months of these agencies; null for every agency. */
export async function monthTotals(
  r: Reader,
  q: { months: readonly number[]; agencyIds: readonly (AgencyId | "")[] | null },
): Promise<{ agency_id: AgencyId; totals: Uint8Array }[]> {
  if (q.months.length === 0) return [];
  const months = `month IN ${holes(q.months.length)}`;
  if (q.agencyIds === null)
    return r.all(`SELECT agency_id, totals FROM usage_month WHERE ${months} AND agency_id > ''`, ...q.months);
  return r.all(
    `SELECT agency_id, totals FROM usage_month WHERE ${months} AND agency_id IN ${holes(q.agencyIds.length)}`,
    ...q.months,
    ...q.agencyIds,
  );
}

/** The sums of every day of one month of these agencies; null for every agency. */
export async function monthDays(
  r: Reader,
  q: { month: number; agencyIds: readonly (AgencyId | "")[] | null },
): Promise<{ agency_id: AgencyId; days: Uint8Array }[]> {
  if (q.agencyIds === null)
    return r.all(`SELECT agency_id, days FROM usage_month_days WHERE month = ? AND agency_id > ''`, q.month);
  return r.all(
    `SELECT agency_id, days FROM usage_month_days WHERE month = ? AND agency_id IN ${holes(q.agencyIds.length)}`,
    q.month,
    ...q.agencyIds,
  );
}

/** A month from the first to the last in which agencies have sums, but all of them together have none: one of before those were kept. */
export async function monthWithoutWhole(r: Reader, first: number, last: number): Promise<number | undefined> {
  for (let month = first; month <= last; month++) {
    const row = await r.get<{ first: string | null }>(
      `SELECT MIN(agency_id) AS first FROM usage_month WHERE month = ?`,
      month,
    );
    if (row && row.first !== null && row.first !== "") return month;
  }
  return undefined;
}

/** The first month from this one on in which anything is summed. */
export async function firstMonth(r: Reader, from: number): Promise<number | undefined> {
  const row = await r.get<{ month: number | null }>(
    `SELECT MIN(month) AS month FROM usage_month WHERE month >= ?`,
    from,
  );
  return row?.month ?? undefined;
}
