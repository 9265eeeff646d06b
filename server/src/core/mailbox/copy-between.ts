import type { AccountId, MailboxId } from "@congthu/shared/ids";
import { messagesByUids } from "../../store/messages.ts";
import type { App } from "../app.ts";
import { stageMessage } from "../delivery/stage-message.ts";
import { appendMessage } from "./append-message.ts";
import { messageBytes } from "./read-message.ts";

/**
 * Copies placements to a mailbox of another account, one by one: letters of their own there, with flags and times of the originals. Whether the
 * person may read the one and write the other is the caller's. Throws mailbox.notFound, quota.exceeded; what was copied before stays.
 */
export async function copyBetween(
  app: Pick<App, "blobs" | "changes" | "clock" | "db" | "site">,
  q: {
    accountId: AccountId;
    from: MailboxId;
    uids: readonly number[];
    to: { accountId: AccountId; mailboxId: MailboxId };
  },
): Promise<{ uidValidity: number; fromUids: number[]; toUids: number[] }> {
  const rows = await app.db.read((r) => messagesByUids(r, { accountId: q.accountId, mailboxId: q.from }, q.uids));
  const placed = { uidValidity: 0, fromUids: [] as number[], toUids: [] as number[] };
  for (const row of rows) {
    const bare = { ...row, prefix: "", size_bytes: row.size_bytes - row.prefix.length };
    const staged = await stageMessage(app, await messageBytes(app, bare));
    const { flags, keywords, prefix, received_at: receivedAt } = row;
    const made = await appendMessage(app, { ...q.to, staged, flags, keywords, prefix, receivedAt });
    placed.uidValidity = made.uidValidity;
    placed.fromUids.push(row.uid);
    placed.toUids.push(made.uid);
  }
  return placed;
}
