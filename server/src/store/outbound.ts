import type { AccountId, BlobId, SubmissionId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";
import { chunks, holes } from "./db.ts";

/** `queued` and `held` rows hold their blob; the others are settled. */
export type OutboundState = "queued" | "held" | "relayed" | "bounced" | "dropped";

/** One message on its way to one recipient. The row is the promise: it is there until it is settled. */
export type OutboundRow = {
  outbound_id: string;
  submission_id: SubmissionId | null;
  /** In whose name it was sent; null for what others or the server itself sent. */
  account_id: AccountId | null;
  blob_id: BlobId;
  /** Header lines put before the blob's octets. */
  prefix: string;
  /** Reverse-path, "" for notices. */
  mail_from: string;
  recipient: string;
  /** Of the recipient, lower case, A-labels: rows are worked off per domain. */
  domain: string;
  state: OutboundState;
  attempts: number;
  next_at: number;
  lease_until: number;
  expires_at: number;
  /** When the sender is to be told of the delay; null when told or not wanted. */
  delay_notice_at: number | null;
  created_at: number;
  trace_id: string;
  message_id: string;
  size_bytes: number;
  /** NOTIFY as it came (`NEVER`, `SUCCESS,FAILURE` …), "" when not given. RFC 3461 §4.1 */
  dsn_notify: string;
  dsn_orcpt: string;
  dsn_ret: "" | "FULL" | "HDRS";
  dsn_envid: string;
  last_reply: string;
  last_remote: string;
  /** When the recipient's mailbox here took it: then only the notice it asked for (NOTIFY=SUCCESS) is owed. */
  delivered_at: number | null;
  settled_at: number | null;
  /** When it was tried last; null while it never was. */
  last_at: number | null;
  /** `TLSv1.3` when the last host was spoken to in TLS; "" in the clear, or when none was reached. */
  last_tls: string;
};

const COLUMNS = [
  "outbound_id",
  "submission_id",
  "account_id",
  "blob_id",
  "prefix",
  "mail_from",
  "recipient",
  "domain",
  "state",
  "attempts",
  "next_at",
  "lease_until",
  "expires_at",
  "delay_notice_at",
  "created_at",
  "trace_id",
  "message_id",
  "size_bytes",
  "dsn_notify",
  "dsn_orcpt",
  "dsn_ret",
  "dsn_envid",
  "last_reply",
  "last_remote",
  "delivered_at",
  "settled_at",
  "last_at",
  "last_tls",
] as const satisfies readonly (keyof OutboundRow)[];
const LIST = COLUMNS.join(", ");

/** Adds queue rows; the caller holds the blob once for each. */
export async function insertOutbound(tx: Tx, rows: readonly OutboundRow[]): Promise<void> {
  for (const part of chunks(rows, 150)) {
    await tx.run(
      `INSERT INTO outbound (${LIST}) VALUES ${holes(COLUMNS.length, part.length)}`,
      ...part.flatMap((o) => COLUMNS.map((c) => o[c])),
    );
  }
}

/** Rows looked through for the domains that are due; bounds the work when one domain has a long queue. */
const LOOK_AHEAD = 5_000;

export type DueDomain = { domain: string; rows: number };

/** Domains with something due and not leased, the longest due first, and how many rows of each were seen. */
export async function dueDomains(r: Reader, nowMs: number): Promise<DueDomain[]> {
  const rows = await r.all<{ domain: string; n: number }>(
    `SELECT domain, MIN(next_at) AS first, COUNT(*) AS n FROM (SELECT domain, next_at, lease_until FROM outbound
        WHERE state = 'queued' AND next_at <= ? ORDER BY next_at LIMIT ${LOOK_AHEAD}) d
      WHERE lease_until <= ? GROUP BY domain ORDER BY first, domain`,
    nowMs,
    nowMs,
  );
  return rows.map((row) => ({ domain: row.domain, rows: Number(row.n) }));
}

/** Takes what is due for a domain, for `leaseMs`; nobody else takes it meanwhile, and a crash lets the lease lapse. */
export function claimOutbound(
  tx: Tx,
  q: { domain: string; nowMs: number; leaseMs: number; limit: number },
): Promise<OutboundRow[]> {
  return tx.all<OutboundRow & Row>(
    `UPDATE outbound SET lease_until = ? WHERE outbound_id IN (
        SELECT outbound_id FROM outbound WHERE state = 'queued' AND domain = ? AND next_at <= ? AND lease_until <= ? ORDER BY next_at LIMIT ?)
      RETURNING ${LIST}`,
    q.nowMs + q.leaseMs,
    q.domain,
    q.nowMs,
    q.nowMs,
    q.limit,
  );
}

/** The row while it is still unsettled and leased by this claim; undefined when another took it over. */
export function leasedOutbound(r: Reader, outboundId: string, leaseUntil: number): Promise<OutboundRow | undefined> {
  return r.get<OutboundRow & Row>(
    `SELECT ${LIST} FROM outbound WHERE outbound_id = ? AND settled_at IS NULL AND lease_until = ?`,
    outboundId,
    leaseUntil,
  );
}

type Tried = { outboundId: string; attempts: number; reply: string; remote: string; tls: string; nowMs: number };

/** Puts a row back for a later try. */
export async function deferOutbound(
  tx: Tx,
  q: Tried & { nextAt: number; delayNoticeAt: number | null },
): Promise<void> {
  await tx.run(
    `UPDATE outbound SET attempts = ?, next_at = ?, lease_until = 0, delay_notice_at = ?, last_reply = ?, last_remote = ?, last_tls = ?, last_at = ?
      WHERE outbound_id = ?`,
    q.attempts,
    q.nextAt,
    q.delayNoticeAt,
    q.reply,
    q.remote,
    q.tls,
    q.nowMs,
    q.outboundId,
  );
}

/** Ends a row; the caller releases its blob. */
export async function settleOutbound(
  tx: Tx,
  q: Tried & { state: Exclude<OutboundState, "queued" | "held"> },
): Promise<void> {
  await tx.run(
    `UPDATE outbound SET state = ?, attempts = ?, lease_until = 0, last_reply = ?, last_remote = ?, last_tls = ?, last_at = ?, settled_at = ?
      WHERE outbound_id = ?`,
    q.state,
    q.attempts,
    q.reply,
    q.remote,
    q.tls,
    q.nowMs,
    q.nowMs,
    q.outboundId,
  );
}

/** Lets what waits for a domain wait until `nextAt`: its servers do not answer, so asking for each message is a storm. */
export async function postponeDomain(tx: Tx, q: { domain: string; nowMs: number; nextAt: number }): Promise<number> {
  return tx.run(
    `UPDATE outbound SET next_at = ? WHERE state = 'queued' AND domain = ? AND next_at <= ? AND lease_until <= ?`,
    q.nextAt,
    q.domain,
    q.nowMs,
    q.nowMs,
  );
}

/** Gives claimed rows back untouched: the server stops. */
export async function unclaimOutbound(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const part of chunks(ids, 500)) {
    await tx.run(
      `UPDATE outbound SET lease_until = 0 WHERE settled_at IS NULL AND outbound_id IN ${holes(part.length)}`,
      ...part,
    );
  }
}

/** How many rows of a submission still wait. */
export async function unsettledOf(r: Reader, submissionId: SubmissionId): Promise<number> {
  const row = await r.get<{ n: number }>(
    `SELECT COUNT(*) AS n FROM outbound WHERE submission_id = ? AND settled_at IS NULL`,
    submissionId,
  );
  return row?.n ?? 0;
}

/** Notes that the recipient's mailbox here took it; the row stays until the notice it asked for is posted. */
export async function deliveredOutbound(tx: Tx, q: Tried): Promise<void> {
  await tx.run(
    `UPDATE outbound SET attempts = ?, next_at = ?, lease_until = 0, delivered_at = ?, last_reply = ?, last_remote = ? WHERE outbound_id = ?`,
    q.attempts,
    q.nowMs,
    q.nowMs,
    q.reply,
    q.remote,
    q.outboundId,
  );
}

/** Keeps claimed rows longer: their turn comes only now. Gives those that are still this claim's. */
export async function renewLease(
  tx: Tx,
  q: { rows: readonly OutboundRow[]; leaseUntil: number },
): Promise<OutboundRow[]> {
  const kept: OutboundRow[] = [];
  for (const row of q.rows) {
    const n = await tx.run(
      `UPDATE outbound SET lease_until = ? WHERE outbound_id = ? AND lease_until = ? AND settled_at IS NULL`,
      q.leaseUntil,
      row.outbound_id,
      row.lease_until,
    );
    if (n > 0) kept.push({ ...row, lease_until: q.leaseUntil });
  }
  return kept;
}
