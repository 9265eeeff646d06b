import type { AccountId, AgencyId, EmailId, MailboxId, ThreadId } from "@congthu/shared/ids";
import { timeId } from "../../lib/ids.ts";
import { documentsAmong } from "../../mime/document-files.ts";
import { writeGist } from "../../mime/gist.ts";
import { type ReceiverRow, receivers } from "../../store/accounts.ts";
import { blobHead } from "../../store/blob-refs.ts";
import { arriveInAccounts } from "../../store/changes.ts";
import { chunks, type Tx } from "../../store/db.ts";
import { insertGists } from "../../store/email-gists.ts";
import { type Channel, insertMailLog, type Origin } from "../../store/mail-log.ts";
import { arriveInInboxes } from "../../store/mailboxes.ts";
import { copiesInThread, insertMessages, type MessageRow } from "../../store/messages.ts";
import type { App } from "../app.ts";
import type { ErrorCode } from "../errors.ts";
import { withoutRoom } from "../quotas/pools.ts";
import { arriveByPlan, forwardIn, rulePlans } from "./follow-rules.ts";
import { classifyPeer, type PublicMail, publicMail } from "./peer.ts";
import { resolveThread } from "./resolve-thread.ts";
import type { RulePlan } from "./rules.ts";
import { holdStaged, type StagedMessage } from "./stage-message.ts";

export type Delivery = {
  staged: StagedMessage;
  /** Reverse-path, "" for notices. */
  mailFrom: string;
  /** The sender's agency when the sender is one of ours. */
  senderAgencyId: AgencyId | null;
  to: readonly { address: string; accountId: AccountId }[];
  /** Our Received line with its CRLF, the same for all; "" for letters that never travelled. RFC 5321 §4.4 */
  received: string;
  /** Further header lines of this copy after Return-Path, each with CRLF (Authentication-Results …). */
  extra: string;
  traceId: string;
  channel: Channel;
  /** Who brought it. */
  origin?: Partial<Origin> | undefined;
};

export type Outcome =
  | { address: string; accountId: AccountId; status: "delivered"; emailId: EmailId; mailboxId: MailboxId; uid: number }
  | { address: string; accountId: AccountId; status: "refused"; code: ErrorCode };

type Deps = Pick<App, "clock" | "changes" | "metrics" | "wakeups">;

/** Recipients handled by one round of statements; bounds the number of holes. */
const ROUND = 400;

/**
 * Puts one staged message into the inbox of each account, or where its rules want it, inside the caller's transaction: after it commits the message is in
 * every mailbox that took it, before it in none. A full or departed account is that recipient's outcome, never a throw.
 */
export async function deliverIn(app: Deps, tx: Tx, d: Delivery): Promise<Outcome[]> {
  const known = await receivers(
    tx,
    d.to.map((t) => t.accountId),
  );
  const full = await withoutRoom(
    tx,
    [...known.values()].map((a) => a.agency_id),
  );
  const nowMs = app.clock.now();
  const outcomes: Outcome[] = [];
  const taking: Taking[] = [];
  const seen = new Set<AccountId>();
  for (const rcpt of d.to) {
    // Two addresses of one account are one copy.
    if (seen.has(rcpt.accountId)) continue;
    seen.add(rcpt.accountId);
    const receiver = known.get(rcpt.accountId);
    const prefix = prefixOf(d, rcpt.address);
    const sizeBytes = prefix.length + d.staged.sizeBytes;
    const code =
      refusal(receiver, sizeBytes) ?? (receiver && full.has(receiver.agency_id) ? "quota.exceeded" : undefined);
    if (code || !receiver) outcomes.push({ ...rcpt, status: "refused", code: code ?? "recipient.unknown" });
    else taking.push({ ...rcpt, receiver, prefix, sizeBytes });
  }
  if (taking.length === 0) return outcomes;
  // In the order of the keys: a notice to a province then walks each index once (107 ms become 31).
  taking.sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
  const threadId = await resolveThread(tx, d.staged.meta, nowMs);
  const again = await heldAlready(tx, d.staged, threadId, nowMs);
  const fresh = taking.filter((t) => !again.has(t.accountId));
  for (const t of taking) {
    const copy = again.get(t.accountId);
    if (copy) outcomes.push(delivered(t, { emailId: copy.email_id, mailboxId: copy.mailbox_id, uid: copy.uid }));
  }
  if (fresh.length === 0) return outcomes;
  await holdStaged(tx, d.staged, fresh.length);
  const webmail = await publicMail(tx);
  const gist = writeGist(d.staged.meta);
  for (const round of chunks(fresh, ROUND)) {
    const modseqs = await arriveInAccounts(tx, round);
    const plans = await rulePlans(
      tx,
      d,
      round.map((t) => t.accountId),
    );
    const arrivals = round.map((t) => ({
      ...t,
      modseq: modseqs.get(t.accountId) ?? 0,
      plan: plans.get(t.accountId),
    }));
    const places = new Map<AccountId, { mailboxId: MailboxId; uid: number } | undefined>();
    const plain = arrivals.filter((t) => !t.plan);
    if (plain.length > 0)
      for (const [accountId, place] of await arriveInInboxes(tx, plain)) places.set(accountId, place);
    for (const t of arrivals) if (t.plan) places.set(t.accountId, await arriveByPlan(tx, { ...t, plan: t.plan }));
    const placed = arrivals.map((t) => {
      const place = places.get(t.accountId);
      if (!place) throw new Error(`account ${t.accountId} has no inbox`);
      return { ...t, ...place, emailId: timeId<"email">("e", nowMs) };
    });
    await insertMessages(
      tx,
      placed.map((p) => ({
        account_id: p.accountId,
        mailbox_id: p.mailboxId,
        uid: p.uid,
        email_id: p.emailId,
        thread_id: threadId,
        blob_id: d.staged.blobId,
        prefix: p.prefix,
        size_bytes: p.sizeBytes,
        received_at: nowMs,
        saved_at: nowMs,
        flags: p.plan?.flags ?? 0,
        keywords: p.plan?.keywords ?? "",
        has_attachment: d.staged.meta.hasAttachment ? 1 : 0,
        modseq: p.modseq,
        created_modseq: p.modseq,
      })),
    );
    if (gist !== null)
      await insertGists(
        tx,
        placed.map((p) => ({ account_id: p.accountId, email_id: p.emailId, gist })),
      );
    await insertMailLog(
      tx,
      placed.map((p) => receivedFact(d, p, { nowMs, webmail })),
    );
    for (const p of placed) {
      outcomes.push(delivered(p, p));
      if (p.plan) await forwardIn(app, tx, d, { ...p, plan: p.plan, threadId });
    }
    tx.afterCommit(() => {
      for (const p of placed) app.changes.publish({ accountId: p.accountId, modseq: p.modseq });
    });
  }
  tx.afterCommit(() => app.metrics.count("congthu_messages_delivered_total", { channel: d.channel }, fresh.length));
  return outcomes;
}

type Taking = { address: string; accountId: AccountId; receiver: ReceiverRow; prefix: string; sizeBytes: number };

type Place = { emailId: EmailId; mailboxId: MailboxId; uid: number };

function delivered(t: Taking, { emailId, mailboxId, uid }: Place): Outcome {
  return { address: t.address, accountId: t.accountId, status: "delivered", emailId, mailboxId, uid };
}

/** How long a copy of the very same octets counts as the same delivery: other servers try again for days, most within hours. */
const SAME_MS = 86_400_000;

/**
 * Copies of the very same octets, Message-ID and all, that came lately: a sender whose connection broke before our 250 sends
 * again (RFC 5321 §6.1), and the letter must not be there twice.
 */
async function heldAlready(
  tx: Tx,
  s: StagedMessage,
  threadId: ThreadId,
  nowMs: number,
): Promise<Map<AccountId, MessageRow>> {
  const head = s.meta.messageId ? await blobHead(tx, s.blobId) : undefined;
  if (!head || head.refs === 0) return new Map();
  const copies = await copiesInThread(tx, { threadId, blobId: s.blobId, sinceMs: nowMs - SAME_MS });
  return new Map(copies.map((m) => [m.account_id, m]));
}

/** Why an account takes no mail now; a temporarily locked one still receives (vietnam.md §2.1). */
function refusal(receiver: ReceiverRow | undefined, sizeBytes: number): ErrorCode | undefined {
  if (!receiver || receiver.status === "departed" || receiver.status === "revoked") return "recipient.unknown";
  if (receiver.used_bytes + sizeBytes > receiver.quota_bytes) return "quota.exceeded";
  return undefined;
}

// RFC 5321 §4.4: Return-Path first, at final delivery; then our Received line
function prefixOf(d: Delivery, address: string): string {
  if (d.received === "" && d.extra === "") return "";
  return `Return-Path: <${d.mailFrom}>\r\nDelivered-To: ${address}\r\n${d.extra}${d.received}`;
}

function receivedFact(
  d: Delivery,
  p: Taking & { plan: RulePlan | undefined },
  { nowMs, webmail }: { nowMs: number; webmail: PublicMail },
) {
  return {
    log_id: timeId("l", nowMs),
    at: nowMs,
    kind: "received" as const,
    account_id: p.accountId,
    agency_id: p.receiver.agency_id,
    channel: d.channel,
    peer: classifyPeer(p.receiver.agency_id, { agencyId: d.senderAgencyId, address: d.mailFrom }, webmail),
    trace_id: d.traceId,
    sender: d.mailFrom,
    recipient: p.address,
    message_id: d.staged.meta.messageId?.[0] ?? "",
    size_bytes: p.sizeBytes,
    documents: documentsAmong(d.staged.meta.attachmentNames),
    remote: "",
    reply: "",
    ...d.origin,
    place: p.plan?.trash ? "trash" : p.plan?.mailboxId ? "other" : "inbox",
  };
}
