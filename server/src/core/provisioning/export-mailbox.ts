import type { AccountId } from "@congthu/shared/ids";
import { endOf, putEnd } from "../../store/account-life.ts";
import { accountById } from "../../store/accounts.ts";
import { mailboxesOf } from "../../store/mailboxes.ts";
import { type MessageRow, messagesByUid } from "../../store/messages.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { MailError } from "../errors.ts";
import { messageBytes } from "../mailbox/read-message.ts";

const PAGE = 100;

/**
 * The mail of an account whose owner left, as one mbox with the folder of each letter in `X-Folder`, for handing over to its agency before the deletion.
 * Only of departed and revoked accounts: nobody reads the mail of people in office by role. The end of the walk marks the account as exported and
 * writes the audit. Throws account.notFound, state.mismatch.
 */
export async function* exportMailbox(
  app: Pick<App, "blobs" | "clock" | "db">,
  principal: Principal,
  accountId: AccountId,
): AsyncGenerator<Uint8Array> {
  const account = await app.db.read((r) => accountById(r, accountId));
  if (!account) throw new MailError("account.notFound");
  if (account.status !== "departed" && account.status !== "revoked")
    throw new MailError("state.mismatch", account.status);
  let letters = 0;
  for (const box of await app.db.read((r) => mailboxesOf(r, accountId))) {
    const place = { accountId, mailboxId: box.mailbox_id };
    for (let fromUid = 0, more = true; more; ) {
      const range = { fromUid, toUid: Number.MAX_SAFE_INTEGER, limit: PAGE };
      const page: MessageRow[] = await app.db.read((r) => messagesByUid(r, place, range));
      for (const row of page) {
        const from = `From MAILER-DAEMON ${new Date(row.received_at).toUTCString()}\nX-Folder: ${encodeURIComponent(box.name)}\n`;
        // A line of the letter that begins like this one would begin another letter.
        const text = (await messageBytes(app, row))
          .toString("latin1")
          .replace(/\r\n/g, "\n")
          .replace(/^(>*From )/gm, ">$1");
        yield Buffer.from(`${from}${text}\n`, "latin1");
        letters++;
      }
      fromUid = (page.at(-1)?.uid ?? 0) + 1;
      more = page.length === PAGE;
    }
  }
  await app.db.write(async (tx) => {
    const end = await endOf(tx, accountId);
    await putEnd(tx, {
      ...{ account_id: accountId, next_act: null, next_day: null, hold: "", purged_at: null },
      ...end,
      exported_at: app.clock.now(),
    });
    await appendAuditIn(app, tx, principal, {
      ...{ action: "account.exported", subjectKind: "account", subjectId: accountId, agencyId: account.agency_id },
      detail: { letters },
    });
  });
}
