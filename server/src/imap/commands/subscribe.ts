import { changeMailbox } from "../../core/mailbox/mailbox-tree.ts";
import { command, type Session, SIGNED_IN } from "../command.ts";
import { findMailbox } from "../mailboxes.ts";
import { ImapNo } from "../replies.ts";
import type { Tokens } from "../wire/tokens.ts";

function parse(t: Tokens): string {
  const name = t.astring();
  t.end();
  return name;
}

// RFC 9051 §6.3.7
export const subscribe = command({
  name: "SUBSCRIBE",
  states: SIGNED_IN,
  parse,
  run: (s, name) => change(s, name, true),
});

// RFC 9051 §6.3.8
export const unsubscribe = command({
  name: "UNSUBSCRIBE",
  states: SIGNED_IN,
  parse,
  run: (s, name) => change(s, name, false),
});

async function change(s: Session, name: string, subscribed: boolean): Promise<undefined> {
  const m = await findMailbox(s, name);
  // A mailbox of an agency is shown to all its clerks or to none: not one person's to hide. RFC 4314 §4: subscribing needs no right but to see it
  if (m.rights !== "own") {
    if (!subscribed) throw new ImapNo("NOPERM", "This mailbox is shown to all who work in it");
    return;
  }
  await changeMailbox(s.app, { accountId: m.account_id, mailboxId: m.mailbox_id, change: { subscribed } });
}
