import type { AgencyId } from "@congthu/shared/ids";
import { timeId } from "../../lib/ids.ts";
import type { Channel, MailLogKind, MailLogRow } from "../../store/mail-log.ts";
import type { OutboundRow } from "../../store/outbound.ts";
import { classifyPeer, type PublicMail } from "../delivery/peer.ts";

type OutboundKind = Extract<MailLogKind, "queued" | "relayed" | "deferred" | "bounced">;

/** The trace of one queue row, seen from the sender's agency. */
export function outboundFact(
  kind: OutboundKind,
  row: OutboundRow,
  q: { agencyId: AgencyId | null; channel: Channel; atMs: number; webmail: PublicMail },
): MailLogRow {
  return {
    log_id: timeId("l", q.atMs),
    at: q.atMs,
    kind,
    account_id: row.account_id,
    agency_id: q.agencyId,
    channel: q.channel,
    peer: classifyPeer(q.agencyId, { agencyId: null, address: row.recipient }, q.webmail),
    trace_id: row.trace_id,
    sender: row.mail_from,
    recipient: row.recipient,
    message_id: row.message_id,
    size_bytes: row.size_bytes,
    remote: row.last_remote,
    reply: row.last_reply,
    tls: row.last_tls,
  };
}
