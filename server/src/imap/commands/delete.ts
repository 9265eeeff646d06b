import { removeMailbox } from "../../core/mailbox/mailbox-tree.ts";
import { command, SIGNED_IN } from "../command.ts";
import { findChangeable } from "../mailboxes.ts";
import { deselect } from "./select.ts";

// RFC 9051 §6.3.5; a mailbox with children stays (HASCHILDREN)
export const remove = command({
  name: "DELETE",
  states: SIGNED_IN,
  parse(t) {
    const name = t.astring();
    t.end();
    return name;
  },
  async run(s, name) {
    const m = await findChangeable(s, name);
    await removeMailbox(s.app, { accountId: m.account_id, mailboxId: m.mailbox_id, onDestroyRemoveEmails: true });
    if (s.selected?.mailboxId === m.mailbox_id) deselect(s);
    return undefined;
  },
});
