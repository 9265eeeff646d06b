import { command, noArguments, SIGNED_IN } from "../command.ts";
import { writeName } from "../mailboxes.ts";
import { SHARED_ROOT, sharedMail } from "../shared-mail.ts";
import { DELIMITER } from "../wire/mailbox-name.ts";

// RFC 9051 §6.3.10, RFC 2342 §5: one's own, and that of the agencies one works for, when there are any
export const namespace = command({
  name: "NAMESPACE",
  states: SIGNED_IN,
  parse: noArguments,
  async run(s, _args, out) {
    const shared = await sharedMail(s);
    const prefix = writeName(s, SHARED_ROOT + DELIMITER);
    const others = shared.length === 0 ? "NIL" : `((${prefix} "${DELIMITER}"))`;
    out.untagged(`NAMESPACE (("" "${DELIMITER}")) ${others} NIL`);
    return undefined;
  },
});
