import { copyBetween } from "../../core/mailbox/copy-between.ts";
import { copyMessages } from "../../core/mailbox/copy-messages.ts";
import { command, type Ending, type Session, selectedOf } from "../command.ts";
import { findTarget } from "../mailboxes.ts";
import { type Numbering, targetsOf } from "../targets.ts";
import { formatSet, parseSequenceSet, type SequenceSet } from "../wire/sequence-set.ts";
import type { Tokens } from "../wire/tokens.ts";

/** Reads a set and a mailbox: the arguments of COPY and MOVE. */
export function parseSetAndName(t: Tokens): { set: SequenceSet; name: string } {
  const set = parseSequenceSet(t);
  t.sp();
  const name = t.astring();
  t.end();
  return { set, name };
}

// RFC 9051 §6.4.7
export const copy = command({
  name: "COPY",
  states: ["selected"],
  parse: parseSetAndName,
  run: (s, args) => run(s, { ...args, by: "seq" }),
});

// RFC 9051 §6.4.9
export const uidCopy = command({
  name: "UID COPY",
  states: ["selected"],
  parse: parseSetAndName,
  run: (s, args) => run(s, { ...args, by: "uid" }),
});

async function run(s: Session, q: { set: SequenceSet; name: string; by: Numbering }): Promise<Ending> {
  const selected = selectedOf(s);
  const uids = targetsOf(selected, q.set, q.by);
  const target = await findTarget(s, q.name);
  if (uids.length === 0) return { text: "No messages to copy" };
  const from = { accountId: selected.accountId, from: selected.mailboxId };
  const to = { accountId: target.account_id, mailboxId: target.mailbox_id };
  const placed =
    to.accountId === from.accountId
      ? await copyMessages(s.app, { ...from, uids, to: to.mailboxId })
      : await copyBetween(s.app, { ...from, uids, to });
  return placed.fromUids.length === 0 ? { text: "No messages to copy" } : { code: copyUid(placed) };
}

/** RFC 9051 §7.1, RFC 4315 §3: both sets in the same order. */
export function copyUid(placed: { uidValidity: number; fromUids: number[]; toUids: number[] }): string {
  return `COPYUID ${placed.uidValidity} ${formatSet(placed.fromUids)} ${formatSet(placed.toUids)}`;
}
