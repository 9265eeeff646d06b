import { renamePath } from "../../core/mailbox/rename-path.ts";
import { command, SIGNED_IN } from "../command.ts";
import { findChangeable, placeOf } from "../mailboxes.ts";
import { ImapNo } from "../replies.ts";

// RFC 9051 §6.3.6; MAILBOXID stays (RFC 8474 §4)
export const rename = command({
  name: "RENAME",
  states: SIGNED_IN,
  parse(t) {
    const from = t.astring();
    t.sp();
    const to = t.astring();
    t.end();
    return { from, to };
  },
  async run(s, { from, to }) {
    const m = await findChangeable(s, from);
    const place = await placeOf(s, to);
    if (place.accountId !== m.account_id) throw new ImapNo("CANNOT", "Mailboxes stay with their owner");
    await renamePath(s.app, { accountId: m.account_id, mailboxId: m.mailbox_id, to: place.path });
    return undefined;
  },
});
