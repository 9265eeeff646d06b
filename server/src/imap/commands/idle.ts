import { command, noArguments, type Session, SIGNED_IN } from "../command.ts";
import { keepWithinRights } from "../shared-mail.ts";
import { tellChanges } from "../sync.ts";
import { ConnectionClosed, ImapSyntaxError } from "../wire/syntax-error.ts";

// RFC 9051 §6.3.13, RFC 2177 §3
export const idle = command({
  name: "IDLE",
  states: SIGNED_IN,
  parse: noArguments,
  async run(s, _, out) {
    out.go("idling");
    const ended = whenSaid(s);
    while (!ended.said) {
      await keepWithinRights(s, out);
      await tellChanges(s, out, true);
      out.flush();
      if (!ended.said && !s.stale) await woken(s);
    }
    const line = await ended.line;
    if (line === null) throw new ConnectionClosed();
    if (line.toUpperCase() !== "DONE") throw new ImapSyntaxError("Expected DONE");
    return { text: "IDLE terminated" };
  },
});

/** The line that ends it, and whether it has come; coming wakes who waits. */
function whenSaid(s: Session): { said: boolean; line: Promise<string | null> } {
  const ended = { said: false, line: s.link.line() };
  const notice = () => {
    ended.said = true;
    s.wake?.();
  };
  ended.line.then(notice, notice);
  return ended;
}

/** Until something changes or is said. */
async function woken(s: Session): Promise<void> {
  await new Promise<void>((resolve) => {
    s.wake = resolve;
  });
  s.wake = null;
}
