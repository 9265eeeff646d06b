import { command, noArguments } from "../command.ts";
import { ImapSyntaxError } from "../wire/syntax-error.ts";

// RFC 9051 §6.2.1
export const starttls = command({
  name: "STARTTLS",
  states: ["notAuthenticated"],
  parse: noArguments,
  async run(s) {
    if (!s.link.mayStartTls()) throw new ImapSyntaxError("TLS is in use");
    return { text: "Begin TLS negotiation now", after: s.link.startTls };
  },
});
