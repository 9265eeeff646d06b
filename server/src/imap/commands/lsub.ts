import { command, type Session, SIGNED_IN } from "../command.ts";
import { attributesOf, listLine, mailboxesOf, readName, sharedLevels } from "../mailboxes.ts";
import { DELIMITER } from "../wire/mailbox-name.ts";
import { fitsPattern } from "../wire/pattern.ts";

// RFC 3501 §6.3.9
export const lsub = command({
  name: "LSUB",
  states: SIGNED_IN,
  parse(t) {
    const reference = t.astring();
    t.sp();
    const pattern = t.listMailbox();
    t.end();
    return reference + pattern;
  },
  async run(s, octets, out) {
    const pattern = readPattern(s, octets);
    if (pattern === null) return undefined;
    const all = await mailboxesOf(s);
    const subscribed = all.filter((m) => m.subscribed);
    for (const m of all) {
      if (!fitsPattern(pattern, m.path)) continue;
      // With %, a level that leads to a subscribed name is told although it is not subscribed itself.
      const leads = pattern.endsWith("%") && subscribed.some((o) => o.path.startsWith(m.path + DELIMITER));
      if (m.subscribed) out.untagged(listLine(s, { path: m.path, attributes: attributesOf(m, all) }, "LSUB"));
      else if (leads) out.untagged(listLine(s, { path: m.path, attributes: ["\\Noselect"] }, "LSUB"));
    }
    if (pattern.endsWith("%"))
      for (const path of sharedLevels(subscribed).filter((level) => fitsPattern(pattern, level)))
        out.untagged(listLine(s, { path, attributes: ["\\Noselect"] }, "LSUB"));
    return undefined;
  },
});

function readPattern(s: Session, octets: string): string | null {
  try {
    return readName(s, octets);
  } catch {
    return null;
  }
}
