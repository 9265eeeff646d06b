import type { AccountId, EmailId, IdentityId, SubmissionId, ThreadId } from "@congthu/shared/ids";
import { timeId } from "../../lib/ids.ts";
import { LIMITS } from "../../lib/limits.ts";
import { isNamed, scanHeaders } from "../../mime/headers.ts";
import type { AccountRow } from "../../store/accounts.ts";
import { raiseModseq } from "../../store/changes.ts";
import type { Reader, Tx } from "../../store/db.ts";
import type { Origin } from "../../store/mail-log.ts";
import type { OutboundRow } from "../../store/outbound.ts";
import { type Principal, requireMail } from "../access.ts";
import type { App } from "../app.ts";
import { type Addressee, resolveAddressees, type Wish } from "../delivery/addressees.ts";
import { receivedLine } from "../delivery/received.ts";
import { type StagedMessage, stageMessage } from "../delivery/stage-message.ts";
import { MailError } from "../errors.ts";
import { checkMessage } from "../inbound/check-message.ts";
import type { Posted } from "../outbound/post-letter.ts";
import { keepSubmissionIn } from "./keep-submission.ts";
import { nameAgent } from "./name-agent.ts";
import { outgoingBytes } from "./outgoing-bytes.ts";
import { sendIn } from "./send.ts";
import { requireSenders, senderAccount } from "./sender.ts";

export type SubmitRequest = {
  /** The person who sends, and by which way. */
  actor: Pick<Principal, "account" | "channel"> & Partial<Pick<Principal, "ip">>;
  /** In whose name; absent: whose address `mailFrom` is (or From, for a null reverse-path). */
  accountId?: AccountId;
  /** Reverse-path; "" for receipts and the like. */
  mailFrom: string;
  /** The envelope, blind copies included. */
  to: readonly ({ address: string } & Partial<Wish>)[];
  /** The message as composed; Bcc and bare line ends are taken out here. */
  bytes: Uint8Array;
  /** Of this letter in the trace; made when absent. */
  traceId?: string;
  /** Our Received line with its CRLF; absent: one without a client. */
  received?: string;
  /** The JMAP objects it is the submission of. Without them, and sent at once, no submission row is kept. */
  email?: { emailId: EmailId; threadId: ThreadId; identityId: IdentityId };
  /** When to send, epoch milliseconds; at once when absent or past. */
  sendAt?: number;
  /** RFC 3461 §4.3, §4.4. */
  ret?: OutboundRow["dsn_ret"];
  envid?: string;
  /** From where and with what it was sent, for the log; the actor's address when absent. */
  origin?: Partial<Origin>;
  /** Whatever the edge wants to find again in `SubmissionParameters.envelope`. */
  envelope?: unknown;
};

/** A checked request: octets staged, recipients resolved. Nothing of it is kept yet. */
export type PreparedSubmission = {
  actor: SubmitRequest["actor"];
  owner: AccountRow;
  mailFrom: string;
  to: readonly Addressee[];
  staged: StagedMessage;
  traceId: string;
  received: string;
  email: SubmitRequest["email"];
  sendAt: number;
  ret: OutboundRow["dsn_ret"];
  envid: string;
  origin: Partial<Origin> | undefined;
  envelope: unknown;
};

export type Submitted = {
  /** Null when no row is kept. */
  submissionId: SubmissionId | null;
  traceId: string;
  sendAt: number;
  undoStatus: "pending" | "final";
  /** What became of each recipient; empty while the letter is held. */
  posted: Posted[];
};

export type SubmitDeps = Pick<App, "blobs" | "changes" | "clock" | "db" | "metrics" | "site" | "wakeups">;

/**
 * The one door through which our people's letters leave: when it resolves, local recipients have the letter and the others are in the
 * queue, all in one commit. Throws recipients.none, recipients.tooMany, sender.notAllowed, access.denied, message.tooLarge,
 * message.invalid (not exactly one From), message.secret. What a recipient refuses is that recipient's outcome.
 */
export async function submit(app: SubmitDeps, q: SubmitRequest): Promise<Submitted> {
  const p = await prepareSubmission(app, q);
  return app.db.write(async (tx) => {
    if (!keepsRow(app, p)) return submitIn(app, tx, p, 0);
    const accountId = p.owner.account_id;
    const modseq = await raiseModseq(tx, accountId);
    tx.afterCommit(() => app.changes.publish({ accountId, modseq }));
    return submitIn(app, tx, p, modseq);
  });
}

/** Checks a request and stages its octets, before any transaction. Throws what `submit` throws. */
export async function prepareSubmission(app: SubmitDeps, q: SubmitRequest): Promise<PreparedSubmission> {
  if (q.to.length === 0) throw new MailError("recipients.none");
  if (q.to.length > LIMITS.recipientsPerMessage) throw new MailError("recipients.tooMany");
  const plain = outgoingBytes(q.bytes);
  // RFC 5322 §3.6: exactly one; a second would be seen by nobody's check
  if (countFrom(plain) !== 1) throw new MailError("message.invalid", "not one From field");
  const nowMs = app.clock.now();
  const bytes = await app.db.read((r) => nameAgent(r, q.actor, { bytes: plain, nowMs }));
  const staged = await stageMessage(app, bytes);
  const from = (staged.meta.from ?? []).map((a) => a.email);
  const { owner, to } = await app.db.read(async (r) => {
    await requireSenders(r, q.actor, { addresses: q.mailFrom === "" ? from : [q.mailFrom, ...from], nowMs });
    const address = q.mailFrom === "" ? (from[0] ?? "") : q.mailFrom;
    const owner = await ownerOf(r, q, { address, nowMs });
    await checkMessage(r, staged.meta, bytes);
    return { owner, to: await resolveAddressees(r, q.to) };
  });
  const traceId = q.traceId ?? timeId("x", nowMs);
  return {
    actor: q.actor,
    owner,
    mailFrom: q.mailFrom,
    to,
    staged,
    traceId,
    received: q.received ?? receivedLine({ by: app.site.hostname, traceId, atMs: nowMs }),
    email: q.email,
    sendAt: Math.max(q.sendAt ?? nowMs, nowMs),
    ret: q.ret ?? "",
    envid: q.envid ?? "",
    origin: q.origin ?? (q.actor.ip === undefined ? undefined : { ip: q.actor.ip }),
    envelope: q.envelope,
  };
}

/** Whether `submitIn` will keep a submission row, and so needs a modseq raised for the owner's account. */
export function keepsRow(app: Pick<App, "clock">, p: PreparedSubmission): boolean {
  return p.email !== undefined || p.sendAt > app.clock.now();
}

/** Sends or holds a prepared letter inside a transaction whose modseq for the owner's account is raised already. */
export async function submitIn(app: SubmitDeps, tx: Tx, p: PreparedSubmission, modseq: number): Promise<Submitted> {
  const isHeld = p.sendAt > app.clock.now();
  const submissionId = keepsRow(app, p) ? await keepSubmissionIn(app, tx, p, { modseq, isHeld }) : null;
  const posted = isHeld ? [] : await sendIn(app, tx, { ...p, submissionId });
  if (isHeld) tx.afterCommit(() => app.wakeups.wake("submissions"));
  return { submissionId, traceId: p.traceId, sendAt: p.sendAt, undoStatus: isHeld ? "pending" : "final", posted };
}

async function ownerOf(r: Reader, q: SubmitRequest, from: { address: string; nowMs: number }): Promise<AccountRow> {
  if (q.accountId === undefined) return senderAccount(r, q.actor, from);
  return (await requireMail(r, q.actor, { accountId: q.accountId, nowMs: from.nowMs, write: true })).owner;
}

function countFrom(bytes: Buffer): number {
  return scanHeaders(bytes, 0).fields.filter((f) => isNamed(bytes, f, "from")).length;
}
