import { ANY_STATE, command, noArguments } from "../command.ts";

// RFC 9051 §6.1.3
export const logout = command({
  name: "LOGOUT",
  states: ANY_STATE,
  parse: noArguments,
  async run(s, _, out) {
    out.untagged("BYE Goodbye");
    return { after: s.link.end };
  },
});
