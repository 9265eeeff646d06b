import type { AgencyId } from "@congthu/shared/ids";
import type { MessageMeta } from "../../mime/describe.ts";
import { accountById } from "../../store/accounts.ts";
import { blobHead, releaseBlob } from "../../store/blob-refs.ts";
import type { Tx } from "../../store/db.ts";
import { deliveredOutbound, leasedOutbound, type OutboundRow, settleOutbound } from "../../store/outbound.ts";
import { setDelivered } from "../../store/submissions.ts";
import type { App } from "../app.ts";
import { deliverIn } from "../delivery/deliver.ts";
import { resolveRecipient } from "../directory/resolve-recipient.ts";
import type { PostDeps } from "./post-letter.ts";
import { OWN_REPLY, refusalReply } from "./replies.ts";
import { settle } from "./settle.ts";

type Deps = PostDeps & Pick<App, "blobs" | "db" | "site">;

/**
 * Works off queue rows of our own domains: mailboxes that were full when the letter came, and notices owed for deliveries. What is
 * delivered ends in the delivery's own commit. Gives how many rows were settled or put back.
 */
export async function deliverHome(app: Deps, rows: readonly OutboundRow[]): Promise<number> {
  const owed = rows.filter((row) => row.delivered_at !== null);
  let did = await settle(
    app,
    owed.map((row) => ({ row, reply: OWN_REPLY.delivered, remote: "", remoteKnowsDsn: false })),
  );
  for (const row of rows) {
    if (row.delivered_at !== null) continue;
    const reply = await app.db.write((tx) => deliverRowIn(app, tx, row));
    if (reply === OWN_REPLY.delivered) did++;
    else did += await settle(app, [{ row, reply, remote: "", remoteKnowsDsn: false }]);
  }
  return did;
}

/** Delivers one row into its mailbox and ends it, or gives the reply that says why not. */
async function deliverRowIn(app: Deps, tx: Tx, row: OutboundRow): Promise<string> {
  const nowMs = app.clock.now();
  if (!(await leasedOutbound(tx, row.outbound_id, row.lease_until))) return OWN_REPLY.delivered;
  const to = await resolveRecipient(tx, row.recipient);
  const head = await blobHead(tx, row.blob_id);
  if (to.kind !== "account") return refusalReply("recipient.unknown");
  if (!head?.meta) return OWN_REPLY.noContent;
  const sender = row.account_id ? await accountById(tx, row.account_id) : undefined;
  const [outcome] = await deliverIn(app, tx, {
    staged: {
      blobId: row.blob_id,
      sizeBytes: head.size_bytes,
      meta: JSON.parse(head.meta) as MessageMeta,
      metaJson: head.meta,
      inline: null,
    },
    mailFrom: row.mail_from,
    senderAgencyId: (sender?.agency_id ?? null) as AgencyId | null,
    to: [{ address: row.recipient, accountId: to.accountId }],
    received: row.prefix,
    extra: "",
    traceId: row.trace_id,
    channel: "smtp",
  });
  if (outcome?.status !== "delivered") return refusalReply(outcome?.code);
  const attempts = row.attempts + 1;
  const end = { outboundId: row.outbound_id, attempts, reply: OWN_REPLY.delivered, remote: "", tls: "", nowMs };
  if (row.submission_id !== null) {
    const place = { submission_id: row.submission_id, address: row.recipient };
    await setDelivered(tx, { ...place, delivered: "yes", smtp_reply: end.reply, at: nowMs });
  }
  if (row.dsn_notify.includes("SUCCESS")) {
    await deliveredOutbound(tx, end);
  } else {
    await settleOutbound(tx, { ...end, state: "relayed" });
    await releaseBlob(tx, row.blob_id, 1, nowMs);
  }
  return OWN_REPLY.delivered;
}
