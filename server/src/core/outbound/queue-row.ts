import type { AccountId, SubmissionId } from "@congthu/shared/ids";
import { timeId } from "../../lib/ids.ts";
import type { OutboundRow } from "../../store/outbound.ts";
import type { App } from "../app.ts";
import { asciiDomain, type Wish } from "../delivery/addressees.ts";
import type { StagedMessage } from "../delivery/stage-message.ts";
import { DELAY_NOTICE_MS, QUEUE_LIFE_MS } from "./schedule.ts";

/** What the queue rows of one letter have in common. */
type Queued = {
  staged: Pick<StagedMessage, "blobId" | "sizeBytes" | "meta">;
  mailFrom: string;
  sender: { accountId: AccountId } | null;
  submissionId: SubmissionId | null;
  received: string;
  traceId: string;
  ret: OutboundRow["dsn_ret"];
  envid: string;
};

/** The queue row of a letter for one recipient, due at once; the caller holds the octets for it. */
export function queueRow(app: Pick<App, "clock">, letter: Queued, a: Wish & { address: string }): OutboundRow {
  const nowMs = app.clock.now();
  const wantsDelay = letter.mailFrom !== "" && (a.notify === "" || a.notify.includes("DELAY"));
  return {
    outbound_id: timeId("o", nowMs),
    submission_id: letter.submissionId,
    account_id: letter.sender?.accountId ?? null,
    blob_id: letter.staged.blobId,
    prefix: letter.received,
    mail_from: letter.mailFrom,
    recipient: a.address,
    domain: asciiDomain(a.address),
    state: "queued",
    attempts: 0,
    next_at: nowMs,
    lease_until: 0,
    expires_at: nowMs + QUEUE_LIFE_MS,
    delay_notice_at: wantsDelay ? nowMs + DELAY_NOTICE_MS : null,
    created_at: nowMs,
    trace_id: letter.traceId,
    message_id: letter.staged.meta.messageId?.[0] ?? "",
    size_bytes: letter.received.length + letter.staged.sizeBytes,
    dsn_notify: a.notify,
    dsn_orcpt: a.orcpt,
    dsn_ret: letter.ret,
    dsn_envid: letter.envid,
    last_reply: "",
    last_remote: "",
    delivered_at: null,
    settled_at: null,
    last_at: null,
    last_tls: "",
  };
}
