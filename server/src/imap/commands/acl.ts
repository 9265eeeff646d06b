import { addressOf } from "../../core/access.ts";
import { accountOf, command, SIGNED_IN } from "../command.ts";
import { findMailbox, type ListedMailbox, writeName } from "../mailboxes.ts";
import { ImapNo } from "../replies.ts";
import { RIGHTS } from "../shared-mail.ts";
import { astring } from "../wire/strings.ts";
import type { Tokens } from "../wire/tokens.ts";

function parseName(t: Tokens): string {
  const name = t.astring();
  t.end();
  return name;
}

function parseNameAndIdentifier(t: Tokens): { name: string; identifier: string } {
  const name = t.astring();
  t.sp();
  const identifier = t.astring();
  t.end();
  return { name, identifier };
}

// RFC 4314 §3.5
export const myrights = command({
  name: "MYRIGHTS",
  states: SIGNED_IN,
  parse: parseName,
  async run(s, name, out) {
    const m = await findMailbox(s, name);
    out.untagged(`MYRIGHTS ${writeName(s, m.path)} ${RIGHTS[m.rights]}`);
    return undefined;
  },
});

// RFC 4314 §3.3
export const getacl = command({
  name: "GETACL",
  states: SIGNED_IN,
  parse: parseName,
  async run(s, name, out) {
    const m = await findMailbox(s, name);
    requireAdministered(m);
    const owner = await s.app.db.read((r) => addressOf(r, accountOf(s)));
    out.untagged(`ACL ${writeName(s, m.path)} ${astring(owner)} ${RIGHTS.own}`);
    return undefined;
  },
});

// RFC 4314 §3.4: rights are given to nobody here, so none is optional
export const listrights = command({
  name: "LISTRIGHTS",
  states: SIGNED_IN,
  parse: parseNameAndIdentifier,
  async run(s, { name, identifier }, out) {
    const m = await findMailbox(s, name);
    requireAdministered(m);
    const owner = await s.app.db.read((r) => addressOf(r, accountOf(s)));
    const fixed = identifier === owner ? RIGHTS.own : "";
    out.untagged(`LISTRIGHTS ${writeName(s, m.path)} ${astring(identifier)} ${fixed === "" ? '""' : fixed}`);
    return undefined;
  },
});

// RFC 4314 §3.1
export const setacl = command({
  name: "SETACL",
  states: SIGNED_IN,
  parse(t) {
    const name = t.astring();
    t.sp();
    t.astring();
    t.sp();
    t.astring();
    t.end();
    return name;
  },
  run: (s, name) => findMailbox(s, name).then(refuse),
});

// RFC 4314 §3.2
export const deleteacl = command({
  name: "DELETEACL",
  states: SIGNED_IN,
  parse: parseNameAndIdentifier,
  run: (s, { name }) => findMailbox(s, name).then(refuse),
});

/** RFC 4314 §4 (GETACL, LISTRIGHTS): who works in a mailbox of an agency learns of nobody else there. */
function requireAdministered(m: ListedMailbox): void {
  if (m.rights !== "own") throw new ImapNo("NOPERM", "You do not administer this mailbox");
}

/** Who works in which mailbox is decided in the administration, where it is in the audit. */
function refuse(): never {
  throw new ImapNo("NOPERM", "Rights are given in the administration pages");
}
