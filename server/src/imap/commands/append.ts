import { stageMessage } from "../../core/delivery/stage-message.ts";
import { MailError } from "../../core/errors.ts";
import { accountQuota } from "../../core/mailbox/account-quota.ts";
import { appendMessage } from "../../core/mailbox/append-message.ts";
import { command, type Incoming, type Session, SIGNED_IN } from "../command.ts";
import { findTarget, type ListedMailbox } from "../mailboxes.ts";
import { parseDateTime } from "../wire/dates.ts";
import { type FlagSet, parseFlagList } from "../wire/flags.ts";
import { ConnectionClosed, ImapSyntaxError } from "../wire/syntax-error.ts";
import { checkKeywords } from "./store.ts";

const LITERAL = /~?\{\d{1,20}\+?\}/y;

// RFC 9051 §6.3.12; RFC 7889 §4 (TOOBIG)
export const append = command({
  name: "APPEND",
  states: SIGNED_IN,
  parse(t) {
    const name = t.astring();
    t.sp();
    let flags: FlagSet = { flags: 0, keywords: "" };
    if (t.next("(")) {
      flags = parseFlagList(t);
      t.sp();
    }
    let receivedAt: number | null = null;
    if (t.next('"')) {
      receivedAt = parseDateTime(t);
      t.sp();
    }
    t.match(LITERAL, "literal");
    t.end();
    return { name, flags, receivedAt };
  },
  async run(s, { name, flags, receivedAt }) {
    const { incoming } = s;
    if (!incoming) throw new ImapSyntaxError("Expected literal");
    checkKeywords(flags);
    const target = await findTarget(s, name);
    // Before the client sends anything, where it waits to be asked.
    await checkRoom(s, target, incoming.sizeBytes);
    const bytes = await receive(incoming);
    const staged = await stageMessage(s.app, bytes);
    const appended = await appendMessage(s.app, {
      accountId: target.account_id,
      mailboxId: target.mailbox_id,
      staged,
      ...flags,
      ...(receivedAt === null ? {} : { receivedAt }),
    });
    return { code: `APPENDUID ${appended.uidValidity} ${appended.uid}` };
  },
});

async function checkRoom(s: Session, target: ListedMailbox, sizeBytes: number): Promise<void> {
  if (sizeBytes > s.app.site.maxMessageBytes) throw new MailError("message.tooLarge");
  // An empty literal is how clients take an APPEND back.
  if (sizeBytes === 0) throw new MailError("message.invalid");
  const quota = await s.app.db.read((r) => accountQuota(r, target.account_id));
  if (quota.usedBytes + sizeBytes > quota.limitBytes) throw new MailError("quota.exceeded");
}

async function receive(incoming: Incoming): Promise<Buffer> {
  const bytes = await incoming.take();
  if (bytes === null) throw new ConnectionClosed();
  const rest = await incoming.rest();
  if (rest === null) throw new ConnectionClosed();
  if (rest !== "") throw new ImapSyntaxError("Expected end of command");
  return bytes;
}
