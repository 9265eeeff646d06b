import { ImapSyntaxError } from "./syntax-error.ts";
import type { Tokens } from "./tokens.ts";

/** Flags of one message: a mask of the known ones, and other keywords (lower case, sorted, each once, separated by a space). */
export type FlagSet = { flags: number; keywords: string };

/** The names on the wire and their bits. RFC 9051 §2.3.2; $Important as RFC 8457 §3 */
const NAMES: readonly [string, number][] = [
  ["\\Seen", 1],
  ["\\Answered", 2],
  ["\\Flagged", 4],
  ["\\Deleted", 8],
  ["\\Draft", 16],
  ["$Forwarded", 32],
  ["$MDNSent", 64],
  ["$Junk", 128],
  ["$NotJunk", 256],
  ["$Phishing", 512],
  ["$Important", 1024],
];
const BIT = new Map(NAMES.map(([name, bit]) => [name.toUpperCase(), bit]));
export const SEEN = 1;
export const DELETED = 8;

/** What a FLAGS response lists: every flag that has a bit. */
export const KNOWN_FLAGS = NAMES.map(([name]) => name);

/** Reads one flag; its bit, or its keyword in lower case. */
export function parseFlag(t: Tokens): number | string {
  const system = t.skip("\\");
  const name = (system ? "\\" : "") + t.atom();
  const bit = BIT.get(name.toUpperCase());
  if (bit !== undefined) return bit;
  // RFC 9051 §2.3.2: an unknown system flag cannot be kept, \Recent (RFC 3501) not be set: no bit, no keyword.
  return system ? 0 : name.toLowerCase();
}

/** Reads a flag-list. */
export function parseFlagList(t: Tokens): FlagSet {
  return flagSet(t.list(() => parseFlag(t)));
}

/** Reads flags with or without parentheses, at least one when without. RFC 9051 §9 (store-att-flags) */
export function parseStoreFlags(t: Tokens): FlagSet {
  if (t.next("(")) return parseFlagList(t);
  const flags = [parseFlag(t)];
  while (t.skip(" ")) flags.push(parseFlag(t));
  return flagSet(flags);
}

/** Reads a keyword as SEARCH takes it: an atom that is no system flag. RFC 9051 §9 (flag-keyword) */
export function parseKeyword(t: Tokens): number | string {
  if (t.next("\\")) throw new ImapSyntaxError("Expected keyword");
  return parseFlag(t);
}

function flagSet(parsed: readonly (number | string)[]): FlagSet {
  let flags = 0;
  const keywords = new Set<string>();
  for (const f of parsed) {
    if (typeof f === "number") flags |= f;
    else keywords.add(f);
  }
  return { flags, keywords: [...keywords].sort().join(" ") };
}

const LISTS = new Map<number, string>();

/** A mask, and keywords separated by spaces, as flag names separated by spaces. */
export function formatFlags(flags: number, keywords: string): string {
  let known = LISTS.get(flags);
  if (known === undefined) {
    known = NAMES.filter(([, bit]) => flags & bit)
      .map(([name]) => name)
      .join(" ");
    LISTS.set(flags, known);
  }
  if (keywords === "") return known;
  return known === "" ? keywords : `${known} ${keywords}`;
}
