import { FLAG } from "../../store/messages.ts";

// RFC 9051 §2.3.2 system flags; RFC 8621 §4.1.1 their JMAP names; IANA IMAP keywords in bits of their own
const NAMES: readonly (readonly [bit: number, imap: string, jmap: string])[] = [
  [FLAG.seen, "\\Seen", "$seen"],
  [FLAG.answered, "\\Answered", "$answered"],
  [FLAG.flagged, "\\Flagged", "$flagged"],
  [FLAG.deleted, "\\Deleted", "$deleted"],
  [FLAG.draft, "\\Draft", "$draft"],
  [FLAG.forwarded, "$Forwarded", "$forwarded"],
  [FLAG.mdnSent, "$MDNSent", "$mdnsent"],
  [FLAG.junk, "$Junk", "$junk"],
  [FLAG.notJunk, "$NotJunk", "$notjunk"],
  [FLAG.phishing, "$Phishing", "$phishing"],
  [FLAG.important, "$Important", "$important"],
];
const BY_NAME = new Map(
  NAMES.flatMap(([bit, imap, jmap]) => [
    [imap.toLowerCase(), bit],
    [jmap, bit],
  ]),
);

/** Flags of a message as the store keeps them: known ones as bits, others as a sorted line of lower-case words. */
export type Flags = { flags: number; keywords: string };

/** Names (IMAP or JMAP, any case) to what is stored. Unknown system flags (\\X) are left out; \\Recent is the session's. */
export function flagsFromNames(names: Iterable<string>): Flags {
  let flags = 0;
  const words = new Set<string>();
  for (const name of names) {
    const key = name.toLowerCase();
    const bit = BY_NAME.get(key);
    if (bit !== undefined) flags |= bit;
    else if (!key.startsWith("\\") && key !== "") words.add(key);
  }
  return { flags, keywords: [...words].sort().join(" ") };
}

/** Stored flags to IMAP names. */
export function imapFlagNames(f: Flags): string[] {
  const known = NAMES.filter(([bit]) => (f.flags & bit) !== 0).map(([, imap]) => imap);
  return f.keywords === "" ? known : [...known, ...f.keywords.split(" ")];
}

/** Stored flags to JMAP keywords; \\Deleted is IMAP's alone (RFC 8621 §4.1.1). */
export function jmapKeywordNames(f: Flags): string[] {
  const known = NAMES.filter(([bit]) => bit !== FLAG.deleted && (f.flags & bit) !== 0).map(([, , jmap]) => jmap);
  return f.keywords === "" ? known : [...known, ...f.keywords.split(" ")];
}

/** What `from` becomes when `change` is added, taken away or put in its place. */
export function combineFlags(mode: "add" | "remove" | "replace", from: Flags, change: Flags): Flags {
  if (mode === "replace") return change;
  const words = new Set(from.keywords.split(" ").filter((w) => w !== ""));
  for (const w of change.keywords.split(" ")) {
    if (w === "") continue;
    if (mode === "add") words.add(w);
    else words.delete(w);
  }
  return {
    flags: mode === "add" ? from.flags | change.flags : from.flags & ~change.flags,
    keywords: [...words].sort().join(" "),
  };
}
