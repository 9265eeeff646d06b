import type { EmailId, MailboxId } from "@congthu/shared/ids";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { z } from "zod";
import { requireEmail } from "../../core/mailbox/load-emails.ts";
import { bringBackIn, putAsideIn } from "../../core/records/snooze.ts";
import { invalidProperties } from "../failure.ts";
import { resolveId } from "../method.ts";
import type { RecordChange, RecordType } from "../record-type.ts";
import { idOrReference, utcDate } from "../schema.ts";

const capability = CAPABILITY.congthu;
const MOST = 5_000;

const snooze = z.strictObject({ emailId: idOrReference, until: utcDate });
type Snoozed = z.infer<typeof snooze> & { mailboxId?: string };

/** A letter put aside until a time; taken away, it comes back at once. */
export const snoozeType: RecordType<Snoozed> = {
  kind: "Snooze",
  capability,
  schema: snooze,
  properties: ["emailId", "until"],
  serverSet: ["mailboxId"],
  most: MOST,
  async prepare(value, change) {
    const { call, tx, accountId, modseq, before } = change;
    const emailId = emailOf(value.emailId, change);
    const until = Date.parse(value.until);
    if (until <= call.app.clock.now()) throw invalidProperties(["until"]);
    if (before) return { ...value, emailId, mailboxId: before.mailboxId };
    return { ...value, emailId, mailboxId: await putAsideIn(call.app, tx, { accountId, emailId, modseq }) };
  },
  dueAt: (value) => Date.parse(String(value.until)),
  async destroying(value, { call, tx, accountId, modseq }) {
    const back = { emailId: value.emailId as EmailId, mailboxId: value.mailboxId as MailboxId };
    await bringBackIn(call.app, tx, { accountId, modseq, ...back });
  },
};

const reminder = z.strictObject({
  emailId: idOrReference,
  at: utcDate,
  unlessAnswered: z.boolean().default(true),
  note: z.string().max(1_000).default(""),
});
type Remembered = z.infer<typeof reminder> & { threadId?: string; state?: string };

/** "Not answered after five days". A new time makes it wait again. */
export const reminderType: RecordType<Remembered> = {
  kind: "Reminder",
  capability,
  schema: reminder,
  properties: ["emailId", "at", "unlessAnswered", "note"],
  serverSet: ["threadId", "state"],
  most: MOST,
  async prepare(value, change) {
    const { tx, accountId, before } = change;
    const emailId = emailOf(value.emailId, change);
    if (before && before.at === value.at) return { ...value, emailId, threadId: before.threadId, state: before.state };
    const { thread_id: threadId } = await requireEmail(tx, accountId, emailId);
    return { ...value, emailId, threadId, state: "waiting" };
  },
  dueAt: (value) => (value.state === "waiting" ? Date.parse(String(value.at)) : null),
};

/** The Email a record is about; it stays the same. */
function emailOf(given: string, { call, before }: RecordChange<{ emailId: string }>): EmailId {
  const emailId = resolveId(call, given);
  if (emailId === undefined || (before && before.emailId !== emailId)) throw invalidProperties(["emailId"]);
  return emailId as EmailId;
}
