import { command, type Session, SIGNED_IN, type Writer } from "../command.ts";

type Names = "CONDSTORE" | "QRESYNC" | "IMAP4REV2";
const SPELLED: Record<Names, string> = { CONDSTORE: "CONDSTORE", QRESYNC: "QRESYNC", IMAP4REV2: "IMAP4rev2" };

// RFC 9051 §6.3.1, RFC 5161 §3.1; RFC 7162 §3.2.3 (QRESYNC)
export const enable = command({
  name: "ENABLE",
  states: SIGNED_IN,
  parse(t) {
    const names = [t.name()];
    while (t.skip(" ")) names.push(t.name());
    t.end();
    return names;
  },
  async run(s, names, out) {
    const enabled = names.filter((n): n is Names => n in SPELLED && turnOn(s, n as Names));
    out.untagged(["ENABLED", ...new Set(enabled.map((n) => SPELLED[n]))].join(" "));
    if (names.includes("CONDSTORE") || names.includes("QRESYNC")) enableCondstore(s, out);
    return undefined;
  },
});

/** Says whether it was off. */
function turnOn(s: Session, name: Names): boolean {
  const { enabled } = s;
  if (name === "IMAP4REV2") {
    const was = enabled.rev2;
    enabled.rev2 = true;
    enabled.utf8 = true;
    return !was;
  }
  if (name === "CONDSTORE") return !enabled.condstore;
  const was = enabled.qresync;
  enabled.qresync = true;
  return !was;
}

/** The client wants modseqs from now on; the first time with a mailbox open it is told where it stands. RFC 7162 §3.1 */
export function enableCondstore(s: Session, out: Writer): void {
  if (s.enabled.condstore) return;
  s.enabled.condstore = true;
  if (s.selected) out.untagged(`OK [HIGHESTMODSEQ ${s.selected.view.toldModseq}] Highest`);
}
