import { command, SIGNED_IN } from "../command.ts";
import { findMailbox, writeName } from "../mailboxes.ts";
import { parseStatusItems, statusOf } from "../status-items.ts";
import { enableCondstore } from "./enable.ts";

// RFC 9051 §6.3.11
export const status = command({
  name: "STATUS",
  states: SIGNED_IN,
  parse(t) {
    const name = t.astring();
    t.sp();
    const items = parseStatusItems(t);
    t.end();
    return { name, items };
  },
  async run(s, { name, items }, out) {
    const mailbox = await findMailbox(s, name);
    // RFC 7162 §3.1: asking for it is asking for modseqs
    if (items.includes("HIGHESTMODSEQ")) enableCondstore(s, out);
    out.untagged(`STATUS ${writeName(s, mailbox.path)} (${await statusOf(s, mailbox, items)})`);
    return undefined;
  },
});
