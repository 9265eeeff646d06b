import { command, noArguments, SIGNED_IN } from "../command.ts";
import { DELIMITER } from "../wire/mailbox-name.ts";

// RFC 9051 §6.3.10, RFC 2342 §5
export const namespace = command({
  name: "NAMESPACE",
  states: SIGNED_IN,
  parse: noArguments,
  async run(_s, _args, out) {
    out.untagged(`NAMESPACE (("" "${DELIMITER}")) NIL NIL`);
    return undefined;
  },
});
