import { fold } from "@congthu/shared/fold";

/** What a password needs: this many characters with this many kinds of them; longer ones need no kinds. The setting `passwords`. */
export type PasswordRule = { minLength: number; classes: number; longLength: number };

const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}\s]/u];
/** Short words of a name (An, Lê) occur in any password by chance. */
const SHORTEST_WORD = 4;

/**
 * Whether a new password is good enough for its owner: as long and varied as the rule says, without the login, the whole
 * name or a longer word of it, marks or not, and not one sign over and over. TCVN 14423:2026 x.6.2.2, provincial rules (vietnam.md §1.6)
 */
export function isStrongPassword(
  password: string,
  owner: { fullName: string; address: string },
  rule: PasswordRule,
): boolean {
  const text = password.normalize("NFC");
  const length = [...text].length;
  const classes = CLASSES.filter((c) => c.test(text)).length;
  const long = length >= rule.longLength;
  if (!long && (length < rule.minLength || classes < rule.classes)) return false;
  if (new Set(text).size < 5) return false;
  const folded = fold(text).replaceAll(" ", "");
  return !personalWords(owner).some((word) => folded.includes(word));
}

function personalWords(owner: { fullName: string; address: string }): string[] {
  const local = fold(owner.address.slice(0, Math.max(0, owner.address.lastIndexOf("@"))));
  const name = fold(owner.fullName);
  const words = [local, name.replaceAll(" ", ""), ...local.split(/[._-]/), ...name.split(" ")];
  return [...new Set(words)].filter((word) => word.length >= SHORTEST_WORD);
}
