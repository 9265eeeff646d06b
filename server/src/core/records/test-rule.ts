import type { AccountId, EmailId } from "@congthu/shared/ids";
import type { MailRule } from "@congthu/shared/jmap/congthu";
import type { MessageMeta } from "../../mime/describe.ts";
import { blobMetas } from "../../store/blob-refs.ts";
import { mailboxByRole } from "../../store/mailboxes.ts";
import { FLAG, type MessageRow, newestMessages } from "../../store/messages.ts";
import type { App } from "../app.ts";
import { classifyPeer, NO_WEBMAIL } from "../delivery/peer.ts";
import { ruleFits } from "../delivery/rules.ts";
import { resolveRecipient } from "../directory/resolve-recipient.ts";

const PAGE = 100;

/** The newest letters of the inbox that a rule fits, of at most `limit` looked at. Nothing is done to them. */
export async function testRule(
  app: Pick<App, "db">,
  q: { accountId: AccountId; rule: Pick<MailRule, "match" | "conditions">; limit: number },
): Promise<{ looked: number; emailIds: EmailId[] }> {
  const inbox = await app.db.read((r) => mailboxByRole(r, q.accountId, "inbox"));
  const emailIds: EmailId[] = [];
  let looked = 0;
  let last: MessageRow | undefined;
  while (inbox && looked < q.limit) {
    const limit = Math.min(PAGE, q.limit - looked);
    const before = last && { receivedAt: last.received_at, emailId: last.email_id };
    const place = { accountId: q.accountId, mailboxId: inbox.mailbox_id };
    const rows = await app.db.read((r) => newestMessages(r, place, { limit, ...(before ? { before } : {}) }));
    const shown = rows.filter((m) => (m.flags & FLAG.deleted) === 0);
    for (const m of await fitting(app, q.rule, shown)) emailIds.push(m.email_id);
    looked += rows.length;
    last = rows.at(-1);
    if (rows.length < limit) break;
  }
  return { looked, emailIds };
}

async function fitting(
  app: Pick<App, "db">,
  rule: Pick<MailRule, "match" | "conditions">,
  rows: readonly MessageRow[],
): Promise<MessageRow[]> {
  return app.db.read(async (r) => {
    const metas = await blobMetas(r, [...new Set(rows.map((m) => m.blob_id))]);
    const out: MessageRow[] = [];
    for (const m of rows) {
      const json = metas.get(m.blob_id);
      if (json === undefined) continue;
      const meta = JSON.parse(json) as MessageMeta;
      const sender = meta.from?.[0]?.email ?? "";
      const own = (await resolveRecipient(r, sender)).kind === "account";
      const peer = own ? "province" : classifyPeer(null, { agencyId: null, address: sender }, NO_WEBMAIL);
      const isOutside = peer === "other" || peer === "public";
      if (ruleFits(rule, { meta, sizeBytes: m.size_bytes - m.prefix.length, isOutside })) out.push(m);
    }
    return out;
  });
}
