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

/** One account in a period: who it is, on how many days it was used, and its letters. */
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

/** Every account of the subtrees with its use in the period; accounts that were never used too. */
export function periodUsage(r: Reader, q: PeriodUsageQuery): Promise<PeriodUsageRow[]> {
  const acted = actedSql(q.acts);
  const worked = q.daysOff.length > 0 ? `${acted} AND u.day NOT IN ${holes(q.daysOff.length)}` : acted;
  const scope = inPaths(q.paths);
  return r.all<PeriodUsageRow & Row>(
    `SELECT a.account_id, a.agency_id, a.kind, a.is_leader, a.status, a.created_at, a.status_at,
        COUNT(CASE WHEN ${acted} THEN 1 END) AS used_days, COUNT(CASE WHEN ${worked} THEN 1 END) AS worked_days,
        MAX(CASE WHEN ${acted} THEN u.day END) AS last_used,
        CAST(COALESCE(SUM(u.sent), 0) AS BIGINT) AS letters,
        CAST(COALESCE(SUM(u.received), 0) AS BIGINT) AS received, CAST(COALESCE(SUM(u.received_public), 0) AS BIGINT) AS received_public
      FROM account a LEFT JOIN usage_day u ON u.account_id = a.account_id AND u.day >= ? AND u.day <= ?
      ${scope.sql} GROUP BY a.account_id`,
    ...q.daysOff,
    q.from,
    q.to,
    ...scope.args,
  );
}

/** How many persons in use acted in each month ("yyyy-mm") of the period; months without any are missing. */
export function monthlyUsers(
  r: Reader,
  q: Omit<PeriodUsageQuery, "daysOff">,
): Promise<{ month: string; users: number; letters: number }[]> {
  const scope = inPaths(q.paths);
  const persons = personsIn(scope.sql);
  const acted = actedSql(q.acts);
  return r.all(
    `SELECT m.month, COUNT(CASE WHEN m.acted > 0 THEN 1 END) AS users, CAST(SUM(m.letters) AS BIGINT) AS letters FROM (
        SELECT u.account_id, SUBSTR(u.day, 1, 7) AS month, SUM(CASE WHEN ${acted} THEN 1 ELSE 0 END) AS acted,
          SUM(u.sent) AS letters
        FROM account a JOIN usage_day u ON u.account_id = a.account_id AND u.day >= ? AND u.day <= ?
        ${persons} GROUP BY u.account_id, SUBSTR(u.day, 1, 7)) m
      GROUP BY m.month ORDER BY m.month`,
    q.from,
    q.to,
    ...scope.args,
  );
}

function actedSql(acts: readonly QualifyingAct[]): string {
  const columns = acts.map((act) => `u.${ACT_COLUMNS[act]}`);
  return columns.length > 0 ? `(${columns.join(" + ")} > 0)` : "(1 = 0)";
}

function personsIn(scope: string): string {
  return `${scope ? `${scope} AND` : "WHERE"} a.kind = 'person' AND a.status IN ('active', 'locked')`;
}

function inPaths(paths: readonly string[] | null): { sql: string; args: Value[] } {
  if (paths === null) return { sql: "", args: [] };
  const ranges = paths.map(() => "(g.path >= ? AND g.path < ?)").join(" OR ") || "1 = 0";
  return {
    sql: `WHERE a.agency_id IN (SELECT g.agency_id FROM agency g WHERE ${ranges})`,
    args: paths.flatMap((path) => [path, `${path}~`]),
  };
}

/** When each personal mailbox now in use was opened, epoch milliseconds. */
export async function personalMailboxes(r: Reader, paths: readonly string[] | null): Promise<number[]> {
  const scope = inPaths(paths);
  const persons = personsIn(scope.sql);
  const rows = await r.all<{ created_at: number }>(`SELECT a.created_at FROM account a ${persons}`, ...scope.args);
  return rows.map((row) => row.created_at);
}
