import type { AgencyId } from "@congthu/shared/ids";
import { timeId } from "../../lib/ids.ts";
import type { MessageMeta } from "../../mime/describe.ts";
import { documentsAmong } from "../../mime/document-files.ts";
import type { AccountRow } from "../../store/accounts.ts";
import type { Channel, MailLogKind, MailLogRow, Origin, Peer } from "../../store/mail-log.ts";
import { classifyPeer, type PublicMail } from "../delivery/peer.ts";

export type Sending = {
  /** The person who acts: a clerk, when the letter goes out in the name of an agency's mailbox. */
  actor: Pick<AccountRow, "account_id" | "agency_id">;
  channel: Channel;
  traceId: string;
  mailFrom: string;
  to: readonly { address: string; agencyId: AgencyId | "ours" | null }[];
  meta: MessageMeta;
  webmail: PublicMail;
  sizeBytes: number;
  atMs: number;
  origin?: Partial<Origin> | undefined;
};

/** Farthest last: one letter counts once, for the farthest place it goes to. */
const FAR: readonly Peer[] = ["", "agency", "province", "gov", "other", "public"];

/** The usage facts of one letter sent: `sent`, and `replied` or `forwarded` when it is that as well. */
export function sendingFacts(s: Sending): MailLogRow[] {
  const peer = s.to
    .map((to) => classifyPeer(s.actor.agency_id, to, s.webmail))
    .reduce<Peer>((far, p) => (FAR.indexOf(p) > FAR.indexOf(far) ? p : far), "");
  const kinds: MailLogKind[] = ["sent"];
  // A forward may name its original in In-Reply-To or References as well: the subject tells.
  if (isForward(s.meta.subject ?? "")) kinds.push("forwarded");
  else if (s.meta.inReplyTo !== null && s.meta.inReplyTo.length > 0) kinds.push("replied");
  return kinds.map((kind) => ({
    log_id: timeId("l", s.atMs),
    at: s.atMs,
    kind,
    account_id: s.actor.account_id,
    agency_id: s.actor.agency_id,
    channel: s.channel,
    peer,
    trace_id: s.traceId,
    sender: s.mailFrom,
    recipient: s.to.length === 1 ? (s.to[0]?.address ?? "") : "",
    message_id: s.meta.messageId?.[0] ?? "",
    size_bytes: s.sizeBytes,
    documents: kind === "sent" ? documentsAmong(s.meta.attachmentNames) : 0,
    remote: "",
    reply: "",
    ...s.origin,
  }));
}

/** The marks that mail programs put before the subject of a forwarded letter, in both languages. */
export function isForward(subject: string): boolean {
  return /^\s*(?:fwd?|chuyển tiếp|chuyển|ct)\s*:/i.test(subject.normalize("NFC"));
}
