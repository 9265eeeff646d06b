import type { SettingValue } from "@congthu/shared/api/setting-values";
import { fold } from "@congthu/shared/fold";

/** What a password needs: this many characters with this many kinds of them; longer ones need no kinds. The setting `passwords`. */
export type PasswordRule = { minLength: number; classes: number; longLength: number };
/** Whose password it is. `birthDay`: yyyy-mm-dd where it is known. */
export type PasswordOwner = { fullName: string; address: string; birthDay?: string | null };

/** The rule for whoever has a second factor, or has only the password. */
export function passwordRule(setting: SettingValue<"passwords">, hasSecondFactor: boolean): PasswordRule {
  const minLength = hasSecondFactor ? setting.minLength : Math.max(setting.minLength, setting.minLengthAlone);
  return { minLength, classes: setting.classes, longLength: Math.max(minLength, setting.longLength) };
}

const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}\s]/u];
/** Short words of a name (An, Lê) occur in any password by chance. */
const SHORTEST_WORD = 4;

/**
 * Whether a new password is good enough for its owner: as long and varied as the rule says, without the login, the whole
 * name or a longer word of it, marks or not, without the date of birth, and not one sign over and over. TCVN 14423:2026 x.6.2.2, provincial rules (vietnam.md §1.6)
 */
export function isStrongPassword(password: string, owner: PasswordOwner, rule: PasswordRule): boolean {
  const text = password.normalize("NFC");
  const length = [...text].length;
  const classes = CLASSES.filter((c) => c.test(text)).length;
  const long = length >= rule.longLength;
  if (!long && (length < rule.minLength || classes < rule.classes)) return false;
  if (new Set(text).size < 5) return false;
  const folded = fold(text).replaceAll(" ", "");
  if (personalWords(owner).some((word) => folded.includes(word))) return false;
  const digits = text.replace(/\D/g, "");
  return !birthWords(owner.birthDay ?? "").some((word) => digits.includes(word));
}

function personalWords(owner: PasswordOwner): string[] {
  const local = fold(owner.address.slice(0, Math.max(0, owner.address.lastIndexOf("@"))));
  const name = fold(owner.fullName);
  const words = [local, name.replaceAll(" ", ""), ...local.split(/[._-]/), ...name.split(" ")];
  return [...new Set(words)].filter((word) => word.length >= SHORTEST_WORD);
}

/** The ways people write the day they were born: 05021990, 050290, 19900205, 5290 … */
function birthWords(birthDay: string): string[] {
  const [, year = "", month = "", day = ""] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(birthDay) ?? [];
  if (year === "") return [];
  const short = year.slice(2);
  const bare = (n: string) => n.replace(/^0/, "");
  return [
    `${day}${month}${year}`,
    `${day}${month}${short}`,
    `${year}${month}${day}`,
    `${bare(day)}${bare(month)}${year}`,
    `${month}${year}`,
  ];
}
