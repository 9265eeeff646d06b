import { type Flags, flagsFromNames } from "../core/mailbox/flags.ts";
import { LIMITS } from "../lib/limits.ts";
import { invalidProperties, SetFailure } from "./failure.ts";

/** IMAP's, which JMAP does not show. */
const NOT_OURS = new Set(["$deleted", "$recent"]);

/**
 * Keywords as the store keeps them; IMAP's \Deleted stays as it is, since JMAP does not know it (RFC 8621 §4.1.1). Throws
 * invalidProperties for a word that is no keyword, tooManyKeywords.
 */
export function readKeywords(names: readonly string[]): Flags {
  if (names.length > LIMITS.keywordsPerEmail) throw new SetFailure({ type: "tooManyKeywords" });
  const wrong = names.filter((name) => !isKeyword(name));
  if (wrong.length > 0) throw invalidProperties(wrong.map((name) => `keywords/${name}`));
  return flagsFromNames(names);
}

function isKeyword(name: string): boolean {
  return /^[\x21-\x7e]{1,255}$/.test(name) && !/[(){\]%*"\\]/.test(name) && !NOT_OURS.has(name.toLowerCase());
}
