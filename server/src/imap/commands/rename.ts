import { renamePath } from "../../core/mailbox/rename-path.ts";
import { command, SIGNED_IN } from "../command.ts";
import { findMailbox, readName } from "../mailboxes.ts";

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
    const m = await findMailbox(s, from);
    await renamePath(s.app, { accountId: m.account_id, mailboxId: m.mailbox_id, to: readName(s, to) });
    return undefined;
  },
});
