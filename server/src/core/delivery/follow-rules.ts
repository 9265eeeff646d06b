import type { AccountId, EmailId, MailboxId, ThreadId } from "@congthu/shared/ids";
import type { MailRule } from "@congthu/shared/jmap/congthu";
import type { MessageMeta } from "../../mime/describe.ts";
import { accountById } from "../../store/accounts.ts";
import { blobMetas } from "../../store/blob-refs.ts";
import type { Tx } from "../../store/db.ts";
import { insertMailLog } from "../../store/mail-log.ts";
import { addToCounts, mailboxById, mailboxByRole, takeUids } from "../../store/mailboxes.ts";
import { messagesByThread } from "../../store/messages.ts";
import { insertOutbound, type OutboundRow } from "../../store/outbound.ts";
import { recordsOfAccounts } from "../../store/records.ts";
import type { App } from "../app.ts";
import { weightOf } from "../mailbox/remove-placements.ts";
import { outboundFact } from "../outbound/facts.ts";
import { queueRow } from "../outbound/queue-row.ts";
import type { Delivery } from "./deliver.ts";
import { classifyPeer, NO_WEBMAIL, publicMail } from "./peer.ts";
import { planOf, type RulePlan } from "./rules.ts";
import { holdStaged } from "./stage-message.ts";
import { isStateAddress } from "./state-address.ts";

/** What the rules of each account want done with this letter; accounts whose rules say nothing are absent. */
export async function rulePlans(
  tx: Tx,
  d: Pick<Delivery, "staged" | "mailFrom" | "senderAgencyId">,
  accountIds: readonly AccountId[],
): Promise<Map<AccountId, RulePlan>> {
  const byAccount = new Map<AccountId, MailRule[]>();
  for (const row of await recordsOfAccounts(tx, accountIds, "MailRule")) {
    const rules = byAccount.get(row.account_id) ?? [];
    rules.push({ id: row.record_id, ...(JSON.parse(row.value) as Omit<MailRule, "id">) });
    byAccount.set(row.account_id, rules);
  }
  const plans = new Map<AccountId, RulePlan>();
  for (const [accountId, rules] of byAccount) {
    const plan = planOf(rules, { meta: d.staged.meta, sizeBytes: d.staged.sizeBytes, isOutside: isOutside(d) });
    if (plan) plans.set(accountId, plan);
  }
  return plans;
}

function isOutside(d: Pick<Delivery, "mailFrom" | "senderAgencyId">): boolean {
  if (d.mailFrom === "") return false;
  const peer = classifyPeer(null, { agencyId: d.senderAgencyId, address: d.mailFrom }, NO_WEBMAIL);
  return peer === "other" || peer === "public";
}

/** Takes a UID and counts one message where a plan wants it; in the inbox when that folder is gone. */
export async function arriveByPlan(
  tx: Tx,
  q: { accountId: AccountId; sizeBytes: number; modseq: number; plan: RulePlan },
): Promise<{ mailboxId: MailboxId; uid: number } | undefined> {
  const { accountId, plan } = q;
  const wanted = plan.trash
    ? await mailboxByRole(tx, accountId, "trash")
    : plan.mailboxId && (await mailboxById(tx, accountId, plan.mailboxId));
  const mailbox = wanted || (await mailboxByRole(tx, accountId, "inbox"));
  if (!mailbox) return undefined;
  const key = { accountId, mailboxId: mailbox.mailbox_id };
  const uid = await takeUids(tx, key, 1);
  if (uid === undefined) return undefined;
  await addToCounts(tx, key, weightOf({ flags: plan.flags, size_bytes: q.sizeBytes }), q.modseq);
  return { mailboxId: mailbox.mailbox_id, uid };
}

/**
 * Queues the letter for where a rule forwards it, in the owner's name, so that what cannot be delivered comes back to the owner. Never
 * to anybody outside the state's mail, never a notice (empty reverse-path), never a letter that was here before (a circle).
 */
export async function forwardIn(
  app: Pick<App, "clock" | "wakeups">,
  tx: Tx,
  d: Delivery,
  to: { accountId: AccountId; emailId: EmailId; threadId: ThreadId; plan: RulePlan },
): Promise<void> {
  if (to.plan.forwards.length === 0 || d.mailFrom === "" || (await wasHere(tx, d.staged.meta, to))) return;
  const owner = await accountById(tx, to.accountId);
  if (!owner) return;
  const sender = { accountId: owner.account_id };
  const letter = { ...d, mailFrom: owner.address, sender, submissionId: null, ret: "HDRS" as const, envid: "" };
  const rows: OutboundRow[] = [];
  for (const address of to.plan.forwards)
    if (await isStateAddress(tx, address)) rows.push(queueRow(app, letter, { address, notify: "", orcpt: "" }));
  if (rows.length === 0) return;
  await holdStaged(tx, d.staged, rows.length);
  await insertOutbound(tx, rows);
  const fact = { agencyId: owner.agency_id, channel: d.channel, atMs: app.clock.now(), webmail: await publicMail(tx) };
  await insertMailLog(
    tx,
    rows.map((row) => outboundFact("queued", row, fact)),
  );
  tx.afterCommit(() => app.wakeups.wake("outbound"));
}

/** Whether the account had a letter of this Message-ID before. */
async function wasHere(
  tx: Tx,
  meta: MessageMeta,
  to: { accountId: AccountId; emailId: EmailId; threadId: ThreadId },
): Promise<boolean> {
  const own = meta.messageId?.[0];
  if (own === undefined) return false;
  const others = (await messagesByThread(tx, to.accountId, [to.threadId])).filter((m) => m.email_id !== to.emailId);
  const metas = await blobMetas(tx, [...new Set(others.map((m) => m.blob_id))]);
  return [...metas.values()].some((json) => (JSON.parse(json) as MessageMeta).messageId?.[0] === own);
}
