import type { AgencyId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";
import { holes } from "./db.ts";
import type { MailLogKind, MailLogRow, Origin } from "./mail-log.ts";

/** A row of the log with everything that is kept of it. */
export type TraceRow = Omit<MailLogRow, keyof Origin> & Origin;

const COLUMNS =
  "log_id, at, kind, account_id, agency_id, channel, peer, trace_id, sender, recipient, message_id, size_bytes, remote, reply, ip, port, agent, tls, place";

/** Between which ids of the log, the newest first: its ids grow with time. */
export type Stretch = { from: string; before: string; limit: number };

export type TraceHit = { log_id: string; trace_id: string };

/** Letters of which an address (lower case) is sender or recipient, or whose Message-ID it is; one hit a row. */
export async function hitsFor(
  r: Reader,
  by: "sender" | "recipient" | "message_id",
  text: string,
  s: Stretch,
): Promise<TraceHit[]> {
  if (by === "sender")
    return r.all<TraceHit>(
      `SELECT log_id, trace_id FROM mail_log WHERE sender = ? AND sender <> '' AND log_id >= ? AND log_id < ? AND trace_id <> ''
        ORDER BY log_id DESC LIMIT ?`,
      text,
      s.from,
      s.before,
      s.limit,
    );
  if (by === "recipient")
    return r.all<TraceHit>(
      `SELECT log_id, trace_id FROM mail_log WHERE recipient = ? AND recipient <> '' AND log_id >= ? AND log_id < ? AND trace_id <> ''
        ORDER BY log_id DESC LIMIT ?`,
      text,
      s.from,
      s.before,
      s.limit,
    );
  return r.all<TraceHit>(
    `SELECT log_id, trace_id FROM mail_log WHERE message_id = ? AND message_id <> '' AND log_id >= ? AND log_id < ? AND trace_id <> ''
      ORDER BY log_id DESC LIMIT ?`,
    text,
    s.from,
    s.before,
    s.limit,
  );
}

/** All letters of a stretch of time; `limit` bounds the rows looked at. */
export function hitsInTime(r: Reader, s: Stretch): Promise<TraceHit[]> {
  return r.all<TraceHit>(
    `SELECT log_id, trace_id FROM mail_log WHERE log_id >= ? AND log_id < ? AND trace_id <> '' ORDER BY log_id DESC LIMIT ?`,
    s.from,
    s.before,
    s.limit,
  );
}

/** What happened to letters, counted by kind and agency. */
export type TraceTally = {
  trace_id: string;
  kind: MailLogKind;
  agency_id: AgencyId | null;
  /** 1: of a notice about the letter, which has no sender. */
  is_notice: number;
  n: number;
  first_at: number;
  sender: string;
  recipient: string;
  message_id: string;
  size_bytes: number;
};

/** Counts of what happened to these letters. */
export async function traceTallies(r: Reader, traceIds: readonly string[]): Promise<TraceTally[]> {
  if (traceIds.length === 0) return [];
  const rows = await r.all<TraceTally>(
    `SELECT trace_id, kind, agency_id, CASE WHEN sender = '' THEN 1 ELSE 0 END AS is_notice, COUNT(*) AS n, MIN(at) AS first_at, MIN(sender) AS sender, MIN(recipient) AS recipient,
        MIN(message_id) AS message_id, MAX(size_bytes) AS size_bytes
      FROM mail_log WHERE trace_id IN ${holes(traceIds.length)} AND trace_id <> '' GROUP BY trace_id, kind, agency_id, is_notice`,
    ...traceIds,
  );
  return rows.map((row) => ({ ...row, n: Number(row.n) }));
}

/** Everything that happened to one letter, the oldest first. */
export function traceRows(r: Reader, traceId: string, limit: number): Promise<TraceRow[]> {
  return r.all<TraceRow & Row>(
    `SELECT ${COLUMNS} FROM mail_log WHERE trace_id = ? AND trace_id <> '' ORDER BY log_id LIMIT ?`,
    traceId,
    limit,
  );
}

/** The log itself over a stretch of time, oldest first, without who opened what. */
export function logRows(r: Reader, q: { after: string; before: string; limit: number }): Promise<TraceRow[]> {
  return r.all<TraceRow & Row>(
    `SELECT ${COLUMNS} FROM mail_log WHERE log_id > ? AND log_id < ? AND kind <> 'opened' ORDER BY log_id LIMIT ?`,
    q.after,
    q.before,
    q.limit,
  );
}

/** Which of these letters still wait in the queue, and for how many recipients. */
export async function waitingOf(r: Reader, traceIds: readonly string[]): Promise<Map<string, number>> {
  if (traceIds.length === 0) return new Map();
  const rows = await r.all<{ trace_id: string; n: number }>(
    `SELECT trace_id, COUNT(*) AS n FROM outbound WHERE trace_id IN ${holes(traceIds.length)} AND state = 'queued' AND delivered_at IS NULL
      GROUP BY trace_id`,
    ...traceIds,
  );
  return new Map(rows.map((row) => [row.trace_id, Number(row.n)]));
}

/** Removes rows of the log older than an id, as far as they are in the daily sums; gives how many. */
export function deleteLogBefore(tx: Tx, before: string, limit: number): Promise<number> {
  return tx.run(
    `DELETE FROM mail_log WHERE log_id IN (SELECT log_id FROM mail_log WHERE log_id < ? AND rolled = 1 ORDER BY log_id LIMIT ?)`,
    before,
    limit,
  );
}

/** Removes settled queue rows older than an id; gives how many. */
export function deleteSettledBefore(tx: Tx, before: string, limit: number): Promise<number> {
  return tx.run(
    `DELETE FROM outbound WHERE outbound_id IN (SELECT outbound_id FROM outbound WHERE outbound_id < ? AND settled_at IS NOT NULL
      ORDER BY outbound_id LIMIT ?)`,
    before,
    limit,
  );
}
