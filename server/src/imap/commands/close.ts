import { expunge } from "../../core/mailbox/expunge.ts";
import { command, noArguments, selectedOf } from "../command.ts";
import { deselect } from "./select.ts";

// RFC 9051 §6.4.1; RFC 7162 §3.2.8: no HIGHESTMODSEQ in the answer
export const close = command({
  name: "CLOSE",
  states: ["selected"],
  parse: noArguments,
  async run(s) {
    const selected = selectedOf(s);
    if (!selected.readOnly) await expunge(s.app, { accountId: selected.accountId, mailboxId: selected.mailboxId });
    deselect(s);
    return undefined;
  },
});

// RFC 9051 §6.4.2, RFC 3691 §2
export const unselect = command({
  name: "UNSELECT",
  states: ["selected"],
  parse: noArguments,
  async run(s) {
    deselect(s);
    return undefined;
  },
});
