import type { AccountId } from "@congthu/shared/ids";
import { deleteOwnRows } from "../../store/account-purge.ts";
import { accountById } from "../../store/accounts.ts";
import { retireAddresses } from "../../store/addresses.ts";
import { deleteUpload, releaseBlob, uploadsOf } from "../../store/blob-refs.ts";
import { raiseModseq } from "../../store/changes.ts";
import { deleteMailbox, mailboxesOf } from "../../store/mailboxes.ts";
import { messagesByUid } from "../../store/messages.ts";
import type { App } from "../app.ts";
import { removeLinksIn } from "../file-links/end-links.ts";
import { removePlacementsIn } from "../mailbox/remove-placements.ts";
import { takeStepIn } from "./take-step.ts";

/** Messages taken out in one transaction, so that deliveries never wait for long. */
const PAGE = 500;

/**
 * Deletes the mail, folders, links and identities of a revoked account for good, and retires its addresses, which nobody gets again. What reports and the
 * audit say of it stays. May be broken off and run again.
 */
export async function purgeAccount(app: Pick<App, "clock" | "db" | "signOuts">, accountId: AccountId): Promise<void> {
  while (await removeSome(app, accountId));
  await app.db.write(async (tx) => {
    const nowMs = app.clock.now();
    if (!(await accountById(tx, accountId))) return;
    for (const upload of await uploadsOf(tx, accountId)) {
      await deleteUpload(tx, accountId, upload.blob_id);
      await releaseBlob(tx, upload.blob_id, 1, nowMs);
    }
    await removeLinksIn(app, tx, accountId);
    for (const box of await mailboxesOf(tx, accountId)) await deleteMailbox(tx, accountId, box.mailbox_id);
    await deleteOwnRows(tx, accountId);
    await retireAddresses(tx, accountId, nowMs);
    await takeStepIn(app, tx, null, { accountId, act: "purge", reason: "request", document: "", note: "" });
  });
}

async function removeSome(app: Pick<App, "clock" | "db" | "signOuts">, accountId: AccountId): Promise<boolean> {
  return app.db.write(async (tx) => {
    for (const box of await mailboxesOf(tx, accountId)) {
      const place = { accountId, mailboxId: box.mailbox_id };
      const rows = await messagesByUid(tx, place, { fromUid: 0, toUid: Number.MAX_SAFE_INTEGER, limit: PAGE });
      if (rows.length === 0) continue;
      const modseq = await raiseModseq(tx, accountId);
      await removePlacementsIn(tx, { accountId, rows, modseq, nowMs: app.clock.now(), moved: false });
      return true;
    }
    return false;
  });
}
