import type { AccountId, AgencyId } from "@congthu/shared/ids";
import type { QualifyingAct } from "@congthu/shared/usage-definition";
import type { AccountKind, AccountStatus } from "./accounts.ts";
import type { Reader, Row, Tx, Value } from "./db.ts";
import { chunks, holes } from "./db.ts";

/** What one account did and got on one local day: the sums of `mail_log`, and nothing about letters or correspondents. */
export type UsageDayRow = {
  account_id: AccountId;
  day: string;
  /** Agency of the account at its last act of that day. */
  agency_id: AgencyId;
  /** All sign-ins, programs that poll included; `web_sign_ins` are persons at the web page. */
  sign_ins: number;
  web_sign_ins: number;
  opened: number;
  sent: number;
  replied: number;
  forwarded: number;
  received: number;
  /** Of `received`, from public mail providers such as gmail. */
  received_public: number;
  /** Ways the person acted, as bits of USAGE_CHANNELS. */
  channels: number;
};

/** Bits of `channels`. */
export const USAGE_CHANNELS = { web: 1, imap: 2, pop3: 4, submission: 8, api: 16 } as const;

const SUMS = [
  "sign_ins",
  "web_sign_ins",
  "opened",
  "sent",
  "replied",
  "forwarded",
  "received",
  "received_public",
] as const;

/** Adds to the daily sums; one row per account and day. */
export async function addUsageDays(tx: Tx, rows: readonly UsageDayRow[]): Promise<void> {
  const sums = SUMS.join(", ");
  const add = SUMS.map((name) => `${name} = usage_day.${name} + excluded.${name}`).join(", ");
  for (const part of chunks(rows, 250)) {
    await tx.run(
      `INSERT INTO usage_day (account_id, day, agency_id, ${sums}, channels) VALUES ${holes(12, part.length)}
        ON CONFLICT (account_id, day) DO UPDATE SET agency_id = excluded.agency_id, channels = usage_day.channels | excluded.channels, ${add}`,
      ...part.flatMap((u) => [u.account_id, u.day, u.agency_id, ...SUMS.map((name) => u[name]), u.channels]),
    );
  }
}

/** One account that was used or got mail in a period: who it is, on how many days it was used, and its letters. */
export type PeriodUsageRow = {
  account_id: AccountId;
  agency_id: AgencyId;
  kind: AccountKind;
  is_leader: number;
  status: AccountStatus;
  created_at: number;
  status_at: number;
  /** Days with a qualifying act; `worked_days` are the working days among them. */
  used_days: number;
  worked_days: number;
  last_used: string | null;
  /** Letters written: replies and forwards are among `sent`, and counted beside it. */
  letters: number;
  received: number;
  received_public: number;
};

export type PeriodUsageQuery = {
  /** Subtrees, or null for everywhere. */
  paths: readonly string[] | null;
  /** Local days, both included. */
  from: string;
  to: string;
  /** Days of the period on which nobody has to work. */
  daysOff: readonly string[];
  acts: readonly QualifyingAct[];
};

const ACT_COLUMNS: Record<QualifyingAct, string> = {
  opened: "opened",
  sent: "sent",
  replied: "replied",
  forwarded: "forwarded",
  webSignIn: "web_sign_ins",
  signIn: "sign_ins",
};

/** The accounts of the subtrees with facts in the period. Walks accounts and reads each one's days: no sorting, whatever the size. */
export function periodUsage(r: Reader, q: PeriodUsageQuery): Promise<PeriodUsageRow[]> {
  const acted = actedSql(q.acts);
  const worked = q.daysOff.length > 0 ? `${acted} AND u.day NOT IN ${holes(q.daysOff.length)}` : acted;
  const scope = inPaths(q.paths);
  return r.all<PeriodUsageRow & Row>(
    `SELECT a.account_id, a.agency_id, a.kind, a.is_leader, a.status, a.created_at, a.status_at,
        COUNT(CASE WHEN ${acted} THEN 1 END) AS used_days, COUNT(CASE WHEN ${worked} THEN 1 END) AS worked_days,
        MAX(CASE WHEN ${acted} THEN u.day END) AS last_used, CAST(SUM(u.sent) AS BIGINT) AS letters,
        CAST(SUM(u.received) AS BIGINT) AS received, CAST(SUM(u.received_public) AS BIGINT) AS received_public
      FROM account a CROSS JOIN usage_day u WHERE u.account_id = a.account_id AND u.day >= ? AND u.day <= ? ${scope.sql} GROUP BY a.account_id`,
    ...q.daysOff,
    q.from,
    q.to,
    ...scope.args,
  );
}

/** Personal mailboxes of one agency at the end of a period: those opened before and not given up by then. */
export type MailboxTally = { agency_id: AgencyId; is_leader: number; status: AccountStatus; n: number };

/** Personal mailboxes that lived at an instant, counted by agency, leadership and present status. Reads one index. */
export function mailboxTally(r: Reader, paths: readonly string[] | null, atMs: number): Promise<MailboxTally[]> {
  const scope = inPaths(paths);
  return r.all<MailboxTally & Row>(
    `SELECT a.agency_id, a.is_leader, a.status, COUNT(*) AS n FROM account a
      WHERE a.kind = 'person' AND a.created_at < ? AND (a.status IN ('active', 'locked') OR a.status_at >= ?) ${scope.sql}
      GROUP BY a.agency_id, a.is_leader, a.status`,
    atMs,
    atMs,
    ...scope.args,
  );
}

/** How many persons now in use acted between two local days, both included, and how many letters they wrote. */
export async function countUsers(
  r: Reader,
  q: Omit<PeriodUsageQuery, "daysOff">,
): Promise<{ users: number; letters: number }> {
  const acted = actedSql(q.acts);
  const scope = inPaths(q.paths);
  const row = await r.get<{ users: number; letters: number }>(
    `SELECT COUNT(CASE WHEN m.acted > 0 THEN 1 END) AS users, CAST(COALESCE(SUM(m.letters), 0) AS BIGINT) AS letters FROM (
        SELECT SUM(CASE WHEN ${acted} THEN 1 ELSE 0 END) AS acted, SUM(u.sent) AS letters
        FROM account a CROSS JOIN usage_day u WHERE u.account_id = a.account_id AND u.day >= ? AND u.day <= ?
          AND a.kind = 'person' AND a.status IN ('active', 'locked') ${scope.sql} GROUP BY a.account_id) m`,
    q.from,
    q.to,
    ...scope.args,
  );
  return row ?? { users: 0, letters: 0 };
}

function actedSql(acts: readonly QualifyingAct[]): string {
  const columns = acts.map((act) => `u.${ACT_COLUMNS[act]}`);
  return columns.length > 0 ? `(${columns.join(" + ")} > 0)` : "(1 = 0)";
}

function inPaths(paths: readonly string[] | null): { sql: string; args: Value[] } {
  if (paths === null) return { sql: "", args: [] };
  const ranges = paths.map(() => "(g.path >= ? AND g.path < ?)").join(" OR ") || "1 = 0";
  return {
    sql: `AND a.agency_id IN (SELECT g.agency_id FROM agency g WHERE ${ranges})`,
    args: paths.flatMap((path) => [path, `${path}~`]),
  };
}
