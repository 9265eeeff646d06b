import { command, noArguments, type Session, SIGNED_IN } from "../command.ts";
import { tellChanges } from "../sync.ts";
import { ConnectionClosed, ImapSyntaxError } from "../wire/syntax-error.ts";

// RFC 9051 §6.3.13, RFC 2177 §3
export const idle = command({
  name: "IDLE",
  states: SIGNED_IN,
  parse: noArguments,
  async run(s, _, out) {
    out.go("idling");
    const line = s.link.line();
    // Told apart below; without this a failure while changes are being told would go unheard.
    line.catch(() => undefined);
    for (;;) {
      await tellChanges(s, out, true);
      out.flush();
      const said = await Promise.race([line, changed(s)]);
      s.wake = null;
      if (said === null) throw new ConnectionClosed();
      if (typeof said !== "string") continue;
      if (said.toUpperCase() !== "DONE") throw new ImapSyntaxError("Expected DONE");
      return { text: "IDLE terminated" };
    }
  },
});

const CHANGED = Symbol("changed");

function changed(s: Session): Promise<typeof CHANGED> {
  if (s.stale) return Promise.resolve(CHANGED);
  return new Promise((resolve) => {
    s.wake = () => resolve(CHANGED);
  });
}
