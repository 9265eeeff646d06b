import type { AuditAction } from "@congthu/shared/audit-actions";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import type { Reader, Row, Tx, Value } from "./db.ts";

/** One entry of the audit: who did what to whom. Each holds the hash of the one before, so none can vanish or change unseen. */
export type AuditRow = {
  /** 1, 2, 3 … without holes. */
  seq: number;
  at: number;
  /** Null when the system itself acted. */
  actor_id: AccountId | null;
  channel: string;
  ip: string;
  action: string;
  subject_kind: string;
  subject_id: string;
  /** Agency of the subject then; null for what belongs to the whole installation. */
  agency_id: AgencyId | null;
  /** Canonical JSON. */
  detail: string;
  prev_hash: string;
  hash: string;
};

/** Takes the end of the chain for this transaction; others that write to the audit wait. */
export async function lockAuditHead(tx: Tx): Promise<{ seq: number; hash: string }> {
  const head = await tx.get<{ seq: number; hash: string }>(
    `UPDATE audit_head SET seq = seq WHERE one = 1 RETURNING seq, hash`,
  );
  if (!head) throw new Error("the audit has no head");
  return head;
}

/** Adds an entry and makes it the end of the chain. */
export async function insertAudit(tx: Tx, a: AuditRow): Promise<void> {
  await tx.run(
    `INSERT INTO audit (seq, at, actor_id, channel, ip, action, subject_kind, subject_id, agency_id, detail, prev_hash, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    a.seq,
    a.at,
    a.actor_id,
    a.channel,
    a.ip,
    a.action,
    a.subject_kind,
    a.subject_id,
    a.agency_id,
    a.detail,
    a.prev_hash,
    a.hash,
  );
  await tx.run(`UPDATE audit_head SET seq = ?, hash = ? WHERE one = 1`, a.seq, a.hash);
}

/** What the chain says is its end. */
export async function auditHead(r: Reader): Promise<{ seq: number; hash: string }> {
  const head = await r.get<{ seq: number; hash: string }>(`SELECT seq, hash FROM audit_head WHERE one = 1`);
  return head ?? { seq: 0, hash: "" };
}

/** Entries after `seq` in order, for verification and export. */
export function auditAfter(r: Reader, seq: number, limit: number): Promise<AuditRow[]> {
  return r.all<AuditRow & Row>(`SELECT * FROM audit WHERE seq > ? ORDER BY seq LIMIT ?`, seq, limit);
}

export type AuditFilter = {
  /** Paths of the agencies whose subtrees may be seen; null sees everything. */
  paths: readonly string[] | null;
  actorId?: AccountId | undefined;
  subjectId?: string | undefined;
  action?: string | undefined;
  /** Epoch milliseconds, from inclusive, to exclusive. */
  from?: number | undefined;
  to?: number | undefined;
};

/** Entries with the names of those in them, as they are now. */
export type AuditListRow = AuditRow & {
  actor_name: string | null;
  actor_address: string | null;
  agency_name: string | null;
  subject_name: string | null;
};

/** The newest entries before `seq` that fit, newest first. */
export function listAudit(r: Reader, f: AuditFilter, page: { before: number; limit: number }): Promise<AuditListRow[]> {
  const conditions = ["e.seq < ?"];
  const args: Value[] = [page.before];
  const and = (sql: string, ...values: Value[]) => {
    conditions.push(sql);
    args.push(...values);
  };
  if (f.actorId !== undefined) and("e.actor_id = ?", f.actorId);
  if (f.subjectId !== undefined) and("e.subject_id = ?", f.subjectId);
  if (f.action !== undefined) and("e.action = ?", f.action);
  if (f.from !== undefined) and("e.at >= ?", f.from);
  if (f.to !== undefined) and("e.at < ?", f.to);
  if (f.paths !== null) {
    const ranges = f.paths.map(() => "(path >= ? AND path < ?)").join(" OR ") || "1 = 0";
    and(
      `e.agency_id IN (SELECT agency_id FROM agency WHERE ${ranges})`,
      ...f.paths.flatMap((path) => [path, `${path}~`]),
    );
  }
  const asked = conditions.join(" AND ");
  return r.all<AuditListRow & Row>(
    `SELECT e.*, a.full_name AS actor_name, a.address AS actor_address, g.name AS agency_name, COALESCE(s.full_name, t.name) AS subject_name FROM audit e
      LEFT JOIN account a ON a.account_id = e.actor_id
      LEFT JOIN agency g ON g.agency_id = e.agency_id
      LEFT JOIN account s ON s.account_id = e.subject_id
      LEFT JOIN agency t ON t.agency_id = e.subject_id
      WHERE ${asked} ORDER BY e.seq DESC LIMIT ?`,
    ...args,
    page.limit,
  );
}

/** The last entry of one action about something. */
export function lastAuditOf(
  r: Reader,
  q: { subjectId: string; action: AuditAction },
): Promise<Pick<AuditRow, "seq" | "at" | "actor_id" | "agency_id"> | undefined> {
  return r.get<Pick<AuditRow, "seq" | "at" | "actor_id" | "agency_id"> & Row>(
    `SELECT seq, at, actor_id, agency_id FROM audit WHERE subject_id = ? AND action = ? ORDER BY seq DESC LIMIT 1`,
    q.subjectId,
    q.action,
  );
}
