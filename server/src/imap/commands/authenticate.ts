import { capabilitiesOf } from "../capabilities.ts";
import { command } from "../command.ts";
import { ImapNo } from "../replies.ts";
import { ConnectionClosed, ImapSyntaxError } from "../wire/syntax-error.ts";

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const INITIAL = /[A-Za-z0-9+/=]+/y;

// RFC 9051 §6.2.2, RFC 4959 §3 (initial response), RFC 4616 §2 (PLAIN)
export const authenticate = command({
  name: "AUTHENTICATE",
  states: ["notAuthenticated"],
  parse(t) {
    const mechanism = t.name();
    const initial = t.skip(" ") ? t.match(INITIAL, "base64") : null;
    t.end();
    return { mechanism, initial };
  },
  async run(s, { mechanism, initial }, out) {
    if (mechanism !== "PLAIN") throw new ImapNo("CANNOT", "Unsupported mechanism");
    if (!s.link.mayTakePassword()) throw new ImapNo("PRIVACYREQUIRED", "Use STARTTLS first");
    if (initial === null) out.go("");
    const response = initial ?? (await s.link.line());
    if (response === null) throw new ConnectionClosed();
    const { authzid, authcid, password } = plain(response === "=" ? "" : response);
    if (authzid !== "" && authzid !== authcid)
      throw new ImapNo("AUTHORIZATIONFAILED", "Acting as another is not allowed");
    await s.link.signIn(authcid, password);
    return { code: `CAPABILITY ${capabilitiesOf(s)}`, text: "Signed in" };
  },
});

function plain(response: string): { authzid: string; authcid: string; password: string } {
  if (response === "*") throw new ImapSyntaxError("Authentication canceled");
  if (!BASE64.test(response)) throw new ImapSyntaxError("Expected base64");
  const [authzid, authcid, password, more] = Buffer.from(response, "base64").toString("utf8").split("\0");
  if (authzid === undefined || !authcid || !password || more !== undefined)
    throw new ImapSyntaxError("Expected PLAIN response");
  return { authzid, authcid, password };
}
