import { capabilitiesOf } from "../capabilities.ts";
import { ANY_STATE, command, noArguments } from "../command.ts";

// RFC 9051 §6.1.1
export const capability = command({
  name: "CAPABILITY",
  states: ANY_STATE,
  parse: noArguments,
  async run(s, _, out) {
    out.untagged(`CAPABILITY ${capabilitiesOf(s)}`);
    return undefined;
  },
});
