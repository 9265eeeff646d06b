import type { AccountId, AgencyId, SubmissionId } from "@congthu/shared/ids";
import { accountById } from "../../store/accounts.ts";
import type { Tx } from "../../store/db.ts";
import { type Channel, insertMailLog, type Origin } from "../../store/mail-log.ts";
import { insertOutbound, type OutboundRow } from "../../store/outbound.ts";
import type { App } from "../app.ts";
import { type Addressee, isHeldFor, refusalOf, type Writer } from "../delivery/addressees.ts";
import { deliverIn, type Outcome } from "../delivery/deliver.ts";
import { publicMail } from "../delivery/peer.ts";
import { holdStaged, type StagedMessage } from "../delivery/stage-message.ts";
import type { ErrorCode } from "../errors.ts";
import { holdLettersIn } from "../groups/hold-letters.ts";
import { outboundFact } from "./facts.ts";
import { queueRow } from "./queue-row.ts";
import { OWN_REPLY, refusalReply } from "./replies.ts";

/** A message with its envelope, ready to go to every recipient. */
export type Letter = {
  staged: StagedMessage;
  /** Reverse-path, "" for notices. */
  mailFrom: string;
  /** The account in whose name it is sent; null for what comes from outside or from the server itself. */
  sender: { accountId: AccountId; agencyId: AgencyId } | null;
  submissionId: SubmissionId | null;
  to: readonly Addressee[];
  /** Further lines for the copies in our mailboxes, each with CRLF (Authentication-Results). */
  extra?: string;
  /** Our Received line with its CRLF, the same for all. RFC 5321 §4.4 */
  received: string;
  traceId: string;
  channel: Channel;
  /** RET and ENVID of RFC 3461 §4.3, §4.4; "" when not said. */
  ret: OutboundRow["dsn_ret"];
  envid: string;
  /** Who brought it, for the log. */
  origin?: Partial<Origin> | undefined;
};

/** What became of one envelope recipient at once: in a mailbox here, in the queue, or refused for good. */
export type Posted =
  | { address: string; status: "delivered"; accountId: AccountId | null }
  | { address: string; status: "queued"; code?: ErrorCode }
  | { address: string; status: "refused"; code: ErrorCode };

export type PostDeps = Pick<App, "clock" | "changes" | "metrics" | "wakeups">;

/**
 * Sends a letter on its way inside the caller's transaction: a placement for every mailbox of ours, a queue row for every other
 * recipient. A mailbox that is full just now gets a queue row too, so its letter is tried again and its sender told in the end.
 */
export async function postIn(app: PostDeps, tx: Tx, letter: Letter): Promise<Posted[]> {
  const writer: Writer = letter.sender && { accountId: letter.sender.accountId };
  const open = letter.to.filter((a) => refusalOf(a.to, writer) === undefined && !isHeldFor(a.to, writer));
  const outcomes = await deliverIn(app, tx, {
    staged: letter.staged,
    mailFrom: letter.mailFrom,
    senderAgencyId: letter.sender?.agencyId ?? null,
    to: open.flatMap(mailboxesOf),
    received: letter.received,
    extra: letter.extra ?? "",
    traceId: letter.traceId,
    channel: letter.channel,
    origin: letter.origin,
  });
  const byAccount = new Map(outcomes.map((o) => [o.accountId, o]));
  const rows: OutboundRow[] = [];
  const posted: Posted[] = [];
  const held: Addressee[] = [];
  for (const a of letter.to) {
    const code = refusalOf(a.to, writer);
    if (code) posted.push({ address: a.address, status: "refused", code });
    else if (isHeldFor(a.to, writer)) {
      held.push(a);
      posted.push({ address: a.address, status: "queued" });
    } else if (a.to.kind === "remote") {
      rows.push(queueRow(app, letter, a));
      posted.push({ address: a.address, status: "queued" });
    } else {
      const { row, told } = await localOutcome(app, tx, letter, a, byAccount);
      rows.push(...row);
      posted.push(told);
    }
  }
  await queue(app, tx, letter, rows);
  if (held.length > 0) await holdLettersIn(app, tx, letter, held);
  return posted;
}

type Target = { address: string; accountId: AccountId };

function mailboxesOf(a: Addressee): Target[] {
  if (a.to.kind === "account") return [{ address: a.address, accountId: a.to.accountId }];
  if (a.to.kind === "group") return a.to.members.map((accountId) => ({ address: a.address, accountId }));
  return [];
}

/** The outcome of one address of ours, and the queue rows it leaves: for mailboxes that were full, for a notice that is owed. */
async function localOutcome(
  app: PostDeps,
  tx: Tx,
  letter: Letter,
  a: Addressee,
  byAccount: ReadonlyMap<AccountId, Outcome>,
): Promise<{ row: OutboundRow[]; told: Posted }> {
  const row: OutboundRow[] = [];
  const refused = new Map<AccountId, ErrorCode>();
  let took = 0;
  for (const { accountId } of mailboxesOf(a)) {
    const outcome = byAccount.get(accountId);
    if (outcome?.status === "refused") refused.set(accountId, outcome.code);
    else took++;
  }
  for (const [accountId, code] of refused) {
    const account = await accountById(tx, accountId);
    // Who left the group's agency meanwhile is no longer one of its readers.
    if (a.to.kind === "group" && code === "recipient.unknown") continue;
    const address = a.to.kind === "group" ? (account?.address ?? a.address) : a.address;
    row.push({ ...queueRow(app, letter, { ...a, address }), last_reply: refusalReply(code) });
  }
  if (took > 0 && a.notify.includes("SUCCESS") && letter.mailFrom !== "") {
    row.push({ ...queueRow(app, letter, a), delivered_at: app.clock.now(), last_reply: OWN_REPLY.delivered });
  }
  const accountId = a.to.kind === "account" ? a.to.accountId : null;
  const [code] = refused.values();
  if (took === 0 && code) return { row, told: { address: a.address, status: "queued", code } };
  return { row, told: { address: a.address, status: "delivered", accountId } };
}

async function queue(app: PostDeps, tx: Tx, letter: Letter, rows: readonly OutboundRow[]): Promise<void> {
  if (rows.length === 0) return;
  await holdStaged(tx, letter.staged, rows.length);
  await insertOutbound(tx, rows);
  const owed = rows.filter((row) => row.delivered_at === null);
  const agencyId = letter.sender?.agencyId ?? null;
  const webmail = await publicMail(tx);
  await insertMailLog(
    tx,
    owed.map((row) => ({
      ...outboundFact("queued", row, { agencyId, channel: letter.channel, atMs: row.created_at, webmail }),
      ...letter.origin,
    })),
  );
  tx.afterCommit(() => {
    app.metrics.count("congthu_outbound_queued_total", {}, owed.length);
    app.wakeups.wake("outbound");
  });
}
