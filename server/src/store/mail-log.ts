import type { AccountId, AgencyId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";
import { chunks, holes } from "./db.ts";

/** What can happen to mail or be done with it; the trace and the usage figures are read from these alone. */
export const MAIL_LOG_KINDS = [
  "received",
  "refused",
  "queued",
  "relayed",
  "deferred",
  "bounced",
  "held",
  "released",
  "rejected",
  "sent",
  "replied",
  "forwarded",
  "opened",
  "signedIn",
] as const;
export type MailLogKind = (typeof MAIL_LOG_KINDS)[number];
export type Channel = "" | "web" | "mobile" | "imap" | "pop3" | "submission" | "smtp" | "api" | "system";
/** Where the other side is: the own agency, another of ours, another .gov.vn, a public webmail provider, elsewhere. */
export type Peer = "" | "agency" | "province" | "gov" | "public" | "other";

export type MailLogRow = {
  /** Time-ordered. */
  log_id: string;
  at: number;
  kind: MailLogKind;
  /** Who did it, or who got it. */
  account_id: AccountId | null;
  agency_id: AgencyId | null;
  /** Whose mailbox it was done in, when not the own one. */
  owner_id?: AccountId | null;
  channel: Channel;
  peer: Peer;
  trace_id: string;
  sender: string;
  recipient: string;
  message_id: string;
  size_bytes: number;
  remote: string;
  reply: string;
  /** Documents attached to a letter sent or received. */
  documents?: number;
} & Partial<Origin>;

/** From where and with what somebody came; the fields that logs of state systems keep beside the letter's own (vietnam.md §1.6). */
export type Origin = {
  ip: string;
  port: number;
  /** What the client called itself: its EHLO name, its program. */
  agent: string;
  /** `TLSv1.3`; "" in the clear. */
  tls: string;
  /** The role of the mailbox it went into, or "other" for a folder of the owner's own. */
  place: string;
};

/** Appends facts, in the transaction that settles them. */
export function insertMailLog(tx: Tx, rows: readonly MailLogRow[]): Promise<void> {
  return insert(tx, rows, 0);
}

/** Appends facts that the same transaction adds to the daily sums itself. */
export function insertSummedMailLog(tx: Tx, rows: readonly MailLogRow[]): Promise<void> {
  return insert(tx, rows, 1);
}

async function insert(tx: Tx, rows: readonly MailLogRow[], rolled: 0 | 1): Promise<void> {
  for (const part of chunks(rows, 250)) {
    await tx.run(
      `INSERT INTO mail_log (log_id, at, kind, account_id, agency_id, channel, peer, trace_id, sender, recipient, message_id, size_bytes, remote, reply,
        ip, port, agent, tls, place, owner_id, documents, rolled) VALUES ${holes(22, part.length)}`,
      ...part.flatMap((m) => [
        m.log_id,
        m.at,
        m.kind,
        m.account_id,
        m.agency_id,
        m.channel,
        m.peer,
        m.trace_id,
        m.sender.toLowerCase(),
        m.recipient.toLowerCase(),
        m.message_id,
        m.size_bytes,
        m.remote,
        m.reply,
        m.ip ?? "",
        m.port ?? 0,
        m.agent ?? "",
        m.tls ?? "",
        m.place ?? "",
        m.owner_id ?? null,
        m.documents ?? 0,
        rolled,
      ]),
    );
  }
}

/** Takes facts not yet in the daily sums and marks them as summed, in one statement: nobody else can take them too. */
export function takeUnrolled(tx: Tx, limit: number): Promise<MailLogRow[]> {
  return tx.all<MailLogRow & Row>(
    `UPDATE mail_log SET rolled = 1 WHERE rolled = 0 AND log_id IN (SELECT log_id FROM mail_log WHERE rolled = 0 ORDER BY log_id LIMIT ?)
      RETURNING log_id, at, kind, account_id, agency_id, channel, peer, trace_id, sender, recipient, message_id, size_bytes, remote, reply, owner_id, documents`,
    limit,
  );
}

/** Facts not yet in the daily sums, oldest first. */
export function unrolledMailLog(r: Reader, limit: number): Promise<MailLogRow[]> {
  return r.all<MailLogRow & Row>(
    `SELECT log_id, at, kind, account_id, agency_id, channel, peer, trace_id, sender, recipient, message_id, size_bytes, remote, reply, owner_id, documents
      FROM mail_log WHERE rolled = 0 ORDER BY log_id LIMIT ?`,
    limit,
  );
}
