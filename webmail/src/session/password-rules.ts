import { fold } from "@congthu/shared/fold";

/** `classes`: how many of lower case, upper case, digits and other signs must occur; from `longLength` characters on it does not matter. */
export type PasswordRule = { minLength: number; classes: number; longLength: number };

/** TCVN 14423:2026 §x.6.2.2 as a province without a second factor applies it. */
export const DEFAULT_PASSWORD_RULE: PasswordRule = { minLength: 14, classes: 4, longLength: 20 };

export type PasswordCheck = { rule: "length" | "classes" | "personal" | "different"; met: boolean };

/** Which rules a new password meets, in the order in which they are shown. The server has the last word. */
export function checkPassword(
  next: string,
  person: { name: string; address: string; current: string },
  rule: PasswordRule = DEFAULT_PASSWORD_RULE,
): PasswordCheck[] {
  return [
    { rule: "length", met: [...next].length >= rule.minLength },
    { rule: "classes", met: countClasses(next) >= rule.classes || [...next].length >= rule.longLength },
    { rule: "personal", met: next !== "" && !containsPersonal(next, person) },
    { rule: "different", met: next !== "" && next !== person.current },
  ];
}

function countClasses(text: string): number {
  return [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u].filter((c) => c.test(text)).length;
}

/** The login name, or the whole of a name of two words and more, within the password, whatever the marks. */
function containsPersonal(next: string, { name, address }: { name: string; address: string }): boolean {
  const text = fold(next).replaceAll(" ", "");
  const login = fold(address.split("@")[0] ?? "");
  const wholeName = fold(name).replaceAll(" ", "");
  return [login, wholeName].some((word) => word.length >= 4 && text.includes(word));
}
