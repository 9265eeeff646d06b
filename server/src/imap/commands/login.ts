import { capabilitiesOf } from "../capabilities.ts";
import { command } from "../command.ts";
import { ImapNo } from "../replies.ts";
import { fromOctets } from "../wire/octets.ts";

// RFC 9051 §6.2.3
export const login = command({
  name: "LOGIN",
  states: ["notAuthenticated"],
  parse(t) {
    const user = t.astring();
    t.sp();
    const password = t.astring();
    t.end();
    return { user, password };
  },
  async run(s, { user, password }) {
    if (!s.link.mayTakePassword()) throw new ImapNo("PRIVACYREQUIRED", "Use STARTTLS first");
    // Octets that are no UTF-8 fit no address and no password of ours.
    await s.link.signIn(fromOctets(user) ?? "", fromOctets(password) ?? "");
    return { code: `CAPABILITY ${capabilitiesOf(s)}`, text: "Signed in" };
  },
});
