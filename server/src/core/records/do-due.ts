import type { EmailId, MailboxId, ThreadId } from "@congthu/shared/ids";
import type { Reminder, Snooze } from "@congthu/shared/jmap/congthu";
import type { MessageMeta } from "../../mime/describe.ts";
import { addressesOf } from "../../store/addresses.ts";
import { blobMetas } from "../../store/blob-refs.ts";
import { raiseModseq } from "../../store/changes.ts";
import type { Reader, Tx } from "../../store/db.ts";
import { FLAG, messagesByThread } from "../../store/messages.ts";
import { dueRecords, type RecordRow, recordById } from "../../store/records.ts";
import type { App } from "../app.ts";
import { destroyRecordIn, putRecordIn } from "./account-records.ts";
import { bringBackIn } from "./snooze.ts";

type Deps = Pick<App, "changes" | "clock" | "db">;

const BATCH = 100;

/** Does what records are due for by app.clock: letters come back, reminders are judged, presences end. Gives how many there were. */
export async function doDue(app: Deps): Promise<number> {
  const due = await app.db.read((r) => dueRecords(r, app.clock.now(), BATCH));
  for (const row of due) await app.db.write((tx) => doneIn(app, tx, row));
  return due.length;
}

async function doneIn(app: Deps, tx: Tx, seen: RecordRow): Promise<void> {
  const key = { accountId: seen.account_id, kind: seen.kind, recordId: seen.record_id };
  const row = await recordById(tx, key);
  // Changed or taken away since it was read.
  if (!row || row.due_at === null || row.due_at > app.clock.now()) return;
  const { accountId } = key;
  const modseq = await raiseModseq(tx, accountId);
  tx.afterCommit(() => app.changes.publish({ accountId, modseq }));
  if (row.kind === "Reminder") {
    const value = JSON.parse(row.value) as Omit<Reminder, "id">;
    const state = value.unlessAnswered && (await isAnswered(tx, row, value)) ? "answered" : "due";
    await putRecordIn(tx, key, { value: { ...value, state }, dueAt: null, modseq });
    return;
  }
  if (row.kind === "Snooze") {
    const value = JSON.parse(row.value) as Omit<Snooze, "id">;
    const named = { emailId: value.emailId as EmailId, mailboxId: value.mailboxId as MailboxId };
    await bringBackIn(app, tx, { accountId, modseq, ...named });
  }
  await destroyRecordIn(app, tx, key, modseq);
}

/** Whether somebody else wrote in the thread after the letter that the reminder is about. */
async function isAnswered(r: Reader, row: RecordRow, value: Omit<Reminder, "id">): Promise<boolean> {
  const rows = await messagesByThread(r, row.account_id, [value.threadId as ThreadId]);
  const own = rows.find((m) => m.email_id === value.emailId);
  const since = own?.received_at ?? 0;
  const later = rows.filter(
    (m) => m.email_id !== value.emailId && m.received_at >= since && (m.flags & (FLAG.draft | FLAG.deleted)) === 0,
  );
  const metas = await blobMetas(r, [...new Set(later.map((m) => m.blob_id))]);
  const mine = new Set((await addressesOf(r, row.account_id)).map((a) => a.address));
  return [...metas.values()].some((json) => {
    const meta = JSON.parse(json) as MessageMeta;
    return !meta.isAutomatic && (meta.from ?? []).some((a) => !mine.has(a.email.toLowerCase()));
  });
}
