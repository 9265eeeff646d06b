import type { AccountId, AgencyId } from "@congthu/shared/ids";
import type { Reader, Row, Tx, Value } from "./db.ts";
import { holes } from "./db.ts";
import type { OutboundRow } from "./outbound.ts";

/** A letter that waits, with its sender's agency; null for what others or the server itself sent. */
export type WaitingRow = Pick<
  OutboundRow,
  | "outbound_id"
  | "account_id"
  | "mail_from"
  | "recipient"
  | "domain"
  | "attempts"
  | "next_at"
  | "lease_until"
  | "expires_at"
  | "created_at"
  | "trace_id"
  | "message_id"
  | "size_bytes"
  | "last_reply"
  | "last_remote"
  | "last_at"
  | "last_tls"
> & { agency_id: AgencyId | null; agency_name: string | null };

export type QueueFilter = {
  /** Paths of the agencies whose senders' letters are seen; null sees everything. */
  paths: readonly string[] | null;
  domain?: string | undefined;
};

const COLUMNS =
  "o.outbound_id, o.account_id, o.mail_from, o.recipient, o.domain, o.attempts, o.next_at, o.lease_until, o.expires_at, o.created_at, o.trace_id, o.message_id, o.size_bytes, o.last_reply, o.last_remote, o.last_at, o.last_tls, a.agency_id, g.name AS agency_name";

/** What waits, the next to be tried first, after the place `after`. */
export function waitingLetters(
  r: Reader,
  f: QueueFilter,
  page: { after: { nextAt: number; id: string } | null; limit: number },
): Promise<WaitingRow[]> {
  const after = page.after ?? { nextAt: -1, id: "" };
  const { sql: queued, args } = conditions(f);
  return r.all<WaitingRow & Row>(
    `SELECT ${COLUMNS} FROM outbound o LEFT JOIN account a ON a.account_id = o.account_id LEFT JOIN agency g ON g.agency_id = a.agency_id
      WHERE ${queued} AND (o.next_at > ? OR (o.next_at = ? AND o.outbound_id > ?)) ORDER BY o.next_at, o.outbound_id LIMIT ?`,
    ...args,
    after.nextAt,
    after.nextAt,
    after.id,
    page.limit,
  );
}

export type WaitingDomainRow = { domain: string; n: number; oldest_at: number; next_at: number; attempts: number };

/** Domains for which something waits, those with most of it first. */
export async function waitingDomains(r: Reader, f: QueueFilter, limit: number): Promise<WaitingDomainRow[]> {
  const { sql: queued, args } = conditions(f);
  const rows = await r.all<WaitingDomainRow>(
    `SELECT o.domain, COUNT(*) AS n, MIN(o.created_at) AS oldest_at, MIN(o.next_at) AS next_at, MAX(o.attempts) AS attempts FROM outbound o
      WHERE ${queued} GROUP BY o.domain ORDER BY n DESC, o.domain LIMIT ?`,
    ...args,
    limit,
  );
  return rows.map((row) => ({ ...row, n: Number(row.n) }));
}

/** These rows as far as they still wait and may be seen. */
export function waitingByIds(r: Reader, f: QueueFilter, ids: readonly string[]): Promise<WaitingRow[]> {
  const { sql: queued, args } = conditions(f);
  return r.all<WaitingRow & Row>(
    `SELECT ${COLUMNS} FROM outbound o LEFT JOIN account a ON a.account_id = o.account_id LEFT JOIN agency g ON g.agency_id = a.agency_id
      WHERE o.outbound_id IN ${holes(ids.length)} AND ${queued}`,
    ...ids,
    ...args,
  );
}

/** Lets waiting rows that nobody works on be tried at once; gives how many. */
export function hastenOutbound(tx: Tx, ids: readonly string[], nowMs: number): Promise<number> {
  return tx.run(
    `UPDATE outbound SET next_at = ? WHERE outbound_id IN ${holes(ids.length)} AND state = 'queued' AND lease_until <= ?`,
    nowMs,
    ...ids,
    nowMs,
  );
}

/** Takes waiting rows that nobody works on, as a claim does. */
export function claimByIds(
  tx: Tx,
  q: { ids: readonly string[]; nowMs: number; leaseMs: number },
): Promise<OutboundRow[]> {
  return tx.all<OutboundRow & Row>(
    `UPDATE outbound SET lease_until = ? WHERE outbound_id IN ${holes(q.ids.length)} AND state = 'queued' AND delivered_at IS NULL
      AND lease_until <= ? RETURNING *`,
    q.nowMs + q.leaseMs,
    ...q.ids,
    q.nowMs,
  );
}

/** The queue as figures: how many wait, the oldest among them, how many failed at least once. */
export async function queueFigures(r: Reader): Promise<{ waiting: number; tried: number; oldestAt: number | null }> {
  const row = await r.get<{ n: number; tried: number | null; oldest: number | null }>(
    `SELECT COUNT(*) AS n, SUM(CASE WHEN attempts > 0 THEN 1 ELSE 0 END) AS tried, MIN(created_at) AS oldest FROM outbound WHERE state = 'queued'`,
  );
  return { waiting: Number(row?.n ?? 0), tried: Number(row?.tried ?? 0), oldestAt: row?.oldest ?? null };
}

/** Rows of one message in the queue, settled ones included. */
export function outboundOfTrace(
  r: Reader,
  traceId: string,
): Promise<(Pick<OutboundRow, "recipient" | "state" | "next_at" | "attempts"> & { account_id: AccountId | null })[]> {
  return r.all(
    `SELECT recipient, state, next_at, attempts, account_id FROM outbound WHERE trace_id = ? ORDER BY outbound_id LIMIT 2000`,
    traceId,
  );
}

function conditions(f: QueueFilter): { sql: string; args: Value[] } {
  const parts = ["o.state = 'queued' AND o.delivered_at IS NULL"];
  const args: Value[] = [];
  if (f.domain !== undefined) {
    parts.push("o.domain = ?");
    args.push(f.domain);
  }
  if (f.paths !== null) {
    const ranges = f.paths.map(() => "(path >= ? AND path < ?)").join(" OR ") || "1 = 0";
    parts.push(
      `o.account_id IN (SELECT b.account_id FROM account b WHERE b.agency_id IN (SELECT agency_id FROM agency WHERE ${ranges}))`,
    );
    args.push(...f.paths.flatMap((path) => [path, `${path}~`]));
  }
  return { sql: parts.join(" AND "), args };
}
