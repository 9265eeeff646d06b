import { ANY_STATE, command } from "../command.ts";
import { ImapSyntaxError } from "../wire/syntax-error.ts";

/** RFC 2971 §3.3: at most 30 pairs. */
const MAX_PAIRS = 30;

// RFC 2971 §3.1; what clients say of themselves is read and forgotten
export const id = command({
  name: "ID",
  states: ANY_STATE,
  parse(t) {
    if (t.next("(")) {
      const values = t.list(() => t.nstring());
      if (values.length % 2 !== 0 || values.length > MAX_PAIRS * 2) throw new ImapSyntaxError("Expected pairs");
    } else if (t.nstring() !== null) throw new ImapSyntaxError("Expected a list or NIL");
    t.end();
    return null;
  },
  async run(_s, _args, out) {
    out.untagged('ID ("name" "Cong Thu")');
    return undefined;
  },
});
