import type { AccountId, EmailId, MailboxId } from "@congthu/shared/ids";
import { timeId } from "../../lib/ids.ts";
import { holdExistingBlob } from "../../store/blob-refs.ts";
import { addUsed } from "../../store/changes.ts";
import type { Tx } from "../../store/db.ts";
import { mailboxById, mailboxByRole, mailboxesOf } from "../../store/mailboxes.ts";
import { FLAG, type MessageRow, messagesByEmail } from "../../store/messages.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { createMailboxIn } from "../mailbox/mailbox-tree.ts";
import { moveRowsIn, placeRowsIn } from "../mailbox/move-messages.ts";
import { removePlacementsIn } from "../mailbox/remove-placements.ts";

type Deps = Pick<App, "clock">;
type Named = { accountId: AccountId; emailId: EmailId; modseq: number };

/** Name of the folder for letters put aside; a number follows where the person has one of that name. */
const FOLDER = "Xem lại sau";

/**
 * Puts a letter aside: out of the first of its mailboxes into the folder for letters that come back; gives the mailbox it left.
 * Throws message.notFound, mailbox.reserved (it is aside already).
 */
export async function putAsideIn(app: Deps, tx: Tx, q: Named): Promise<MailboxId> {
  const rows = (await messagesByEmail(tx, q.accountId, [q.emailId])).filter((m) => (m.flags & FLAG.deleted) === 0);
  const [row] = rows;
  if (!row) throw new MailError("message.notFound");
  const to = await folderIn(app, tx, q.accountId, q.modseq);
  if (rows.some((m) => m.mailbox_id === to)) throw new MailError("mailbox.reserved", "put aside already");
  await moveRowsIn(app, tx, { accountId: q.accountId, rows: [row], to, modseq: q.modseq });
  return row.mailbox_id;
}

/**
 * Brings a letter back that was put aside: anew, unread, received now, as an Email of its own, so that it stands first in lists and
 * clients tell of it. One that was taken out of its folder meanwhile stays where it is. Gives whether it came.
 */
export async function bringBackIn(app: Deps, tx: Tx, q: Named & { mailboxId: MailboxId }): Promise<boolean> {
  const { accountId, modseq } = q;
  const aside = await mailboxByRole(tx, accountId, "snoozed");
  const rows = await messagesByEmail(tx, accountId, [q.emailId]);
  const row = rows.find((m) => m.mailbox_id === aside?.mailbox_id && (m.flags & FLAG.deleted) === 0);
  if (!row) return false;
  const home = (await mailboxById(tx, accountId, q.mailboxId)) ?? (await mailboxByRole(tx, accountId, "inbox"));
  if (!home) throw new MailError("mailbox.notFound");
  const nowMs = app.clock.now();
  const anew: MessageRow = {
    ...row,
    email_id: timeId<"email">("e", nowMs),
    received_at: nowMs,
    flags: row.flags & ~FLAG.seen,
  };
  await holdExistingBlob(tx, row.blob_id, 1);
  await removePlacementsIn(tx, { accountId, rows: [row], modseq, nowMs, moved: false });
  await placeRowsIn(tx, { accountId, rows: [anew], to: home.mailbox_id, modseq, nowMs });
  await addUsed(tx, accountId, { bytes: row.size_bytes, count: 1 });
  return true;
}

async function folderIn(app: Deps, tx: Tx, accountId: AccountId, modseq: number): Promise<MailboxId> {
  const known = await mailboxByRole(tx, accountId, "snoozed");
  if (known) return known.mailbox_id;
  const taken = new Set((await mailboxesOf(tx, accountId)).filter((m) => m.parent_id === "").map((m) => m.name));
  let name = FOLDER;
  for (let n = 2; taken.has(name); n++) name = `${FOLDER} ${n}`;
  const made = await createMailboxIn(app, tx, { accountId, parentId: "", name, role: "snoozed", sortOrder: 7 }, modseq);
  return made.mailbox_id;
}
