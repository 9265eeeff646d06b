import type { Reader } from "./db.ts";

/** One thing that must hold, as a query whose rows are the violations. */
type Check = { name: string; sql: string };

const ACTS: readonly [column: string, kind: string][] = [
  ["sign_ins", "signedIn"],
  ["opened", "opened"],
  ["replied", "replied"],
  ["forwarded", "forwarded"],
];
const PEERS = ["agency", "province", "gov", "public", "other"];

/** The sums of usage_day, reckoned from the log: letters whose other side is not told lie elsewhere. */
const LOGGED = [
  ...ACTS.map(([column, kind]) => `CAST(SUM(CASE WHEN kind = '${kind}' THEN 1 ELSE 0 END) AS INTEGER) AS ${column}`),
  ...["sent", "received"].flatMap((kind) =>
    PEERS.map((peer) => {
      const there = peer === "other" ? "peer IN ('other', '')" : `peer = '${peer}'`;
      return `CAST(SUM(CASE WHEN kind = '${kind}' AND ${there} THEN 1 ELSE 0 END) AS INTEGER) AS ${kind}_${peer}`;
    }),
  ),
  ...["sent", "received"].map(
    (kind) => `CAST(SUM(CASE WHEN kind = '${kind}' THEN documents ELSE 0 END) AS INTEGER) AS ${kind}_documents`,
  ),
].join(", ");
const SUMMED = [
  ...ACTS.map(([column]) => column),
  ...["sent", "received"].flatMap((kind) => PEERS.map((peer) => `${kind}_${peer}`)),
  "sent_documents",
  "received_documents",
].join(", ");

const CHECKS: readonly Check[] = [
  {
    name: "mailbox counts are the sums of its messages",
    sql: `SELECT m.account_id, m.mailbox_id, m.total, m.unseen, m.unread, m.size_bytes FROM mailbox m
      LEFT JOIN (SELECT account_id, mailbox_id, COUNT(*) AS total, SUM(CASE WHEN flags % 2 = 0 THEN 1 ELSE 0 END) AS unseen,
        SUM(CASE WHEN (flags & 17) = 0 THEN 1 ELSE 0 END) AS unread, SUM(size_bytes) AS size_bytes FROM message GROUP BY account_id, mailbox_id) s
        ON s.account_id = m.account_id AND s.mailbox_id = m.mailbox_id
      WHERE m.total <> COALESCE(s.total, 0) OR m.unseen <> COALESCE(s.unseen, 0) OR m.unread <> COALESCE(s.unread, 0)
        OR m.size_bytes <> COALESCE(s.size_bytes, 0)`,
  },
  {
    name: "every message is in a mailbox of its account, below uid_next",
    sql: `SELECT g.account_id, g.mailbox_id, g.uid FROM message g LEFT JOIN mailbox m ON m.account_id = g.account_id AND m.mailbox_id = g.mailbox_id
      WHERE m.mailbox_id IS NULL OR g.uid >= m.uid_next OR g.uid < 1`,
  },
  {
    name: "no modseq is ahead of its account",
    sql: `SELECT g.account_id, g.modseq FROM message g JOIN account_state s ON s.account_id = g.account_id
      WHERE g.modseq > s.modseq OR g.created_modseq > g.modseq`,
  },
  {
    name: "highest_modseq covers the messages and what vanished",
    sql: `SELECT m.account_id, m.mailbox_id, m.highest_modseq FROM mailbox m JOIN account_state s ON s.account_id = m.account_id
      WHERE m.highest_modseq > s.modseq OR m.highest_modseq < COALESCE((SELECT MAX(g.modseq) FROM message g
        WHERE g.account_id = m.account_id AND g.mailbox_id = m.mailbox_id), 0)`,
  },
  {
    name: "room used is the sum of the messages and of the files behind links",
    sql: `SELECT s.account_id, s.used_bytes, s.used_count FROM account_state s
      LEFT JOIN (SELECT account_id, SUM(size_bytes) AS bytes, COUNT(*) AS n FROM message GROUP BY account_id) g ON g.account_id = s.account_id
      LEFT JOIN (SELECT account_id, SUM(size_bytes) AS bytes FROM file_link GROUP BY account_id) l ON l.account_id = s.account_id
      WHERE s.used_bytes <> COALESCE(g.bytes, 0) + COALESCE(l.bytes, 0) OR s.used_count <> COALESCE(g.n, 0)`,
  },
  {
    name: "every blob is held as often as it is used",
    sql: `SELECT b.blob_id, b.refs, COALESCE(h.n, 0) AS held FROM blob b LEFT JOIN (SELECT blob_id, SUM(n) AS n FROM (
        SELECT blob_id, COUNT(*) AS n FROM message GROUP BY blob_id
        UNION ALL SELECT blob_id, COUNT(*) AS n FROM upload GROUP BY blob_id
        UNION ALL SELECT blob_id, COUNT(*) AS n FROM file_link GROUP BY blob_id
        UNION ALL SELECT blob_id, COUNT(*) AS n FROM held_letter WHERE state = 'held' GROUP BY blob_id
        UNION ALL SELECT blob_id, COUNT(*) AS n FROM outbound WHERE settled_at IS NULL GROUP BY blob_id
        UNION ALL SELECT blob_id, COUNT(*) AS n FROM submission WHERE undo_status = 'pending' GROUP BY blob_id) u GROUP BY blob_id) h ON h.blob_id = b.blob_id
      WHERE b.refs <> COALESCE(h.n, 0)`,
  },
  {
    name: "everything that uses a blob finds it",
    sql: `SELECT u.kind, u.blob_id FROM (SELECT 'message' AS kind, blob_id FROM message UNION SELECT 'upload', blob_id FROM upload
        UNION SELECT 'file link', blob_id FROM file_link
        UNION SELECT 'held', blob_id FROM held_letter WHERE state = 'held'
        UNION SELECT 'outbound', blob_id FROM outbound WHERE settled_at IS NULL
        UNION SELECT 'submission', blob_id FROM submission WHERE undo_status = 'pending') u
      LEFT JOIN blob b ON b.blob_id = u.blob_id WHERE b.blob_id IS NULL`,
  },
  {
    name: "a message is as large as its prefix and its blob",
    sql: `SELECT g.account_id, g.mailbox_id, g.uid FROM message g JOIN blob b ON b.blob_id = g.blob_id WHERE g.size_bytes <> LENGTH(g.prefix) + b.size_bytes`,
  },
  {
    name: "a queue row is queued, held or settled",
    sql: `SELECT outbound_id, state FROM outbound WHERE (state IN ('queued', 'held')) <> (settled_at IS NULL)`,
  },
  {
    name: "every living account has an inbox, a counter and its address",
    sql: `SELECT a.account_id, a.address FROM account a
      LEFT JOIN mailbox m ON m.account_id = a.account_id AND m.role = 'inbox'
      LEFT JOIN account_state s ON s.account_id = a.account_id
      LEFT JOIN address d ON d.address = a.address AND d.account_id = a.account_id
      WHERE a.status <> 'revoked' AND (m.mailbox_id IS NULL OR s.account_id IS NULL OR d.address IS NULL)`,
  },
  {
    // Days before `log_from` are left out: the log of those has been removed, their sums stay. So are days of which the facts of persons are gone. Rows of account "" are of erased persons.
    name: "daily usage is the sum of the facts folded into it",
    sql: `WITH kept AS (SELECT CASE WHEN log_from > days_from THEN log_from ELSE days_from END AS log_from FROM usage_state),
        logged AS (SELECT account_id, CAST((at + 25200000) / 86400000 AS INTEGER) AS day, CASE WHEN kind = 'received' THEN '' ELSE channel END AS channel, agency_id,
            ${LOGGED} FROM mail_log WHERE rolled = 1 AND account_id IS NOT NULL AND agency_id IS NOT NULL
            AND kind IN ('signedIn', 'opened', 'replied', 'forwarded', 'sent', 'received') AND (at + 25200000) / 86400000 >= (SELECT log_from FROM kept)
          GROUP BY account_id, CAST((at + 25200000) / 86400000 AS INTEGER), CASE WHEN kind = 'received' THEN '' ELSE channel END, agency_id),
        summed AS (SELECT account_id, day, channel, agency_id, ${SUMMED} FROM usage_day WHERE account_id <> '' AND day >= (SELECT log_from FROM kept))
      SELECT * FROM (SELECT * FROM logged EXCEPT SELECT * FROM summed) x UNION ALL SELECT * FROM (SELECT * FROM summed EXCEPT SELECT * FROM logged) y`,
  },
  {
    name: "the audit ends where its head says",
    sql: `SELECT h.seq FROM audit_head h WHERE h.seq <> COALESCE((SELECT MAX(a.seq) FROM audit a), 0)`,
  },
];

/** Violations, worded; an empty list means all holds. Reads everything: for tests and `congthu doctor`. */
export async function violations(r: Reader): Promise<string[]> {
  const out: string[] = [];
  for (const check of CHECKS) {
    const rows = await r.all(check.sql);
    if (rows.length > 0) out.push(`${check.name}: ${rows.length} wrong, first ${JSON.stringify(rows[0])}`);
  }
  return out;
}

/** Ids and sizes of the blobs whose octets are not in the database. */
export function externalBlobs(
  r: Reader,
  afterId: string,
  limit: number,
): Promise<{ blob_id: string; size_bytes: number }[]> {
  return r.all(
    `SELECT blob_id, size_bytes FROM blob WHERE bytes IS NULL AND blob_id > ? ORDER BY blob_id LIMIT ?`,
    afterId,
    limit,
  );
}
