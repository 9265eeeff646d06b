import type { AccountId } from "@congthu/shared/ids";
import { secretToken, timeId } from "../../lib/ids.ts";
import { composeMessage } from "../../mime/compose.ts";
import type { MessageMeta } from "../../mime/describe.ts";
import { type AccountRow, accountById } from "../../store/accounts.ts";
import { addressesOf } from "../../store/addresses.ts";
import { type ListedRow, listedChanged } from "../../store/email-lists.ts";
import { mailboxByRole } from "../../store/mailboxes.ts";
import { claimReply, setLooked, type VacationRow, vacationsBehind } from "../../store/vacation.ts";
import type { App } from "../app.ts";
import { describeEmails, loadEmails, type StoredEmail } from "../mailbox/load-emails.ts";
import { postIn } from "../outbound/post-letter.ts";
import { resolveAddressees } from "./addressees.ts";
import { receivedLine } from "./received.ts";
import { type StagedMessage, stageMessage } from "./stage-message.ts";

type Deps = Pick<App, "blobs" | "changes" | "clock" | "db" | "metrics" | "site" | "wakeups">;

/** RFC 5230 §4.1: the same sender is answered once in seven days. */
const AGAIN_MS = 7 * 24 * 3_600_000;
const ACCOUNTS = 50;
const MESSAGES = 500;

/**
 * Answers the mail that came for people who are away: follows each account's modseq, so that nothing is answered twice and nothing is
 * forgotten over a restart. Gives how many accounts were looked at.
 */
export async function answerVacations(app: Deps): Promise<number> {
  let looked = 0;
  let after: AccountId | "" = "";
  let more = true;
  while (more) {
    const rows: Behind[] = await pageBehind(app, after);
    for (const row of rows) await answerAccount(app, row);
    looked += rows.length;
    after = rows.at(-1)?.account_id ?? after;
    more = rows.length === ACCOUNTS;
  }
  return looked;
}

type Behind = VacationRow & { state: number };

function pageBehind(app: Pick<App, "db">, after: AccountId | ""): Promise<Behind[]> {
  return app.db.read((r) => vacationsBehind(r, { after, limit: ACCOUNTS }));
}

type Answer = { sender: string; staged: StagedMessage };

async function answerAccount(app: Deps, v: Behind): Promise<void> {
  const nowMs = app.clock.now();
  const { owner, arrived, upTo, own } = await arrivedMail(app, v);
  const metas = await describeEmails(app, arrived);
  const answers: Answer[] = [];
  for (const email of arrived) {
    const meta = metas.get(email.blob_id);
    if (!owner || !meta || !isDuring(v, email.received_at)) continue;
    const sender = senderToAnswer({ email, meta, own });
    if (sender === undefined || answers.some((a) => a.sender === sender)) continue;
    answers.push({ sender, staged: await stageMessage(app, replyBytes(app, { v, owner, meta, sender })) });
  }
  await app.db.write(async (tx) => {
    await setLooked(tx, v.account_id, upTo);
    for (const { sender, staged } of answers) {
      const claim = { accountId: v.account_id, sender, nowMs, since: nowMs - AGAIN_MS };
      if (!owner || !(await claimReply(tx, claim))) continue;
      const traceId = timeId<"trace">("x", nowMs);
      await postIn(app, tx, {
        staged,
        // RFC 3834 §3.3: with the empty reverse-path nothing answers the answer.
        mailFrom: "",
        sender: { accountId: owner.account_id, agencyId: owner.agency_id },
        submissionId: null,
        to: await resolveAddressees(tx, [{ address: sender, notify: "NEVER" }]),
        received: receivedLine({ by: app.site.hostname, traceId, atMs: nowMs }),
        traceId,
        channel: "system",
        ret: "",
        envid: "",
      });
    }
  });
}

/** New mail in the inbox since the last look. */
async function arrivedMail(app: Deps, v: Behind) {
  return app.db.read(async (r) => {
    const inbox = await mailboxByRole(r, v.account_id, "inbox");
    const rows = await listedChanged(r, v.account_id, { modseq: v.looked_modseq, limit: MESSAGES });
    const fresh = rows.filter(
      (m: ListedRow) => m.mailbox_id === inbox?.mailbox_id && m.created_modseq > v.looked_modseq,
    );
    const found = await loadEmails(
      r,
      v.account_id,
      fresh.map((m) => m.email_id),
    );
    const upTo = rows.length < MESSAGES ? v.state : (rows.at(-1)?.modseq ?? v.state);
    return {
      owner: await accountById(r, v.account_id),
      own: (await addressesOf(r, v.account_id)).map((a) => a.address),
      arrived: [...found.values()],
      upTo,
    };
  });
}

function isDuring(v: VacationRow, atMs: number): boolean {
  return (v.from_at === null || atMs >= v.from_at) && (v.to_at === null || atMs < v.to_at);
}

/** Robots and lists by the names they send under (RFC 5230 §4.6, RFC 3834 §2). */
const ROBOT =
  /^(mailer-daemon|postmaster|listserv|majordomo|no-?reply|do-?not-?reply|bounces?|.*-request|owner-.*|.*-owner)([+-].*)?@/i;

/**
 * Whom to answer: the reverse-path of mail that a person wrote to this very address. Undefined for automatic mail, lists, junk, oneself,
 * and mail in which the account is not named.
 */
export function senderToAnswer(q: {
  email: Pick<StoredEmail, "prefix">;
  meta: Pick<MessageMeta, "isAutomatic" | "to" | "cc">;
  own: readonly string[];
}): string | undefined {
  const sender = /^Return-Path: <([^<>\s]+@[^<>\s]+)>/i.exec(q.email.prefix)?.[1]?.toLowerCase();
  if (!sender || q.meta.isAutomatic || ROBOT.test(sender) || q.own.includes(sender)) return undefined;
  const named = [...(q.meta.to ?? []), ...(q.meta.cc ?? [])].map((a) => a.email.toLowerCase());
  return named.some((address) => q.own.includes(address)) ? sender : undefined;
}

function replyBytes(app: Deps, q: { v: VacationRow; owner: AccountRow; meta: MessageMeta; sender: string }): Buffer {
  const { v, owner, meta } = q;
  const subject = meta.subject ?? "";
  const text = v.text_body ?? (v.html_body === null ? defaultText(owner) : undefined);
  return composeMessage(
    {
      from: [{ name: owner.full_name, email: owner.address }],
      to: [{ name: null, email: q.sender }],
      cc: [],
      bcc: [],
      subject: v.subject ?? `Trả lời tự động: ${subject}`,
      ...(text === undefined ? {} : { text }),
      ...(v.html_body === null ? {} : { html: v.html_body }),
      files: [],
      messageId: `${secretToken().slice(0, 32)}@${app.site.hostname}`,
      inReplyTo: meta.messageId ?? [],
      references: [...(meta.references ?? []), ...(meta.messageId ?? [])].slice(-20),
      date: app.clock.now(),
      // RFC 3834 §3.1.7
      headers: [{ name: "Auto-Submitted", value: "auto-replied" }],
    },
    false,
  );
}

function defaultText(owner: AccountRow): string {
  return (
    `${owner.full_name} đang vắng mặt và sẽ trả lời thư của Ông/Bà sau.\nĐây là thư trả lời tự động.\n\n` +
    `${owner.full_name} is away and will answer later.\nThis is an automatic reply.\n`
  );
}
