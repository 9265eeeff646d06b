import { fold, nfc } from "@congthu/shared/fold";
import { isAscii } from "../wire/octets.ts";

/** Whether a text holds what is looked for. */
export type TextTest = (haystack: string) => boolean;

/**
 * A search for a substring, without regard to case. Someone who types without marks ("cong van") means the marked word too;
 * someone who types marks means just these. RFC 9051 §6.4.4 lets TEXT and BODY match flexibly; names and subjects follow suit.
 */
export function textTest(needle: string): TextTest {
  if (needle === "") return () => true;
  const folded = fold(needle);
  if (isAscii(needle) && folded !== "") return (haystack) => quickFold(haystack).includes(folded);
  return exactTest(needle);
}

/** A search for a substring as it stands, case aside: for header fields that machines read. */
export function exactTest(needle: string): TextTest {
  const wanted = nfc(needle).toLowerCase();
  return (haystack) => lower(haystack).includes(wanted);
}

function lower(text: string): string {
  return isAscii(text) ? text.toLowerCase() : nfc(text).toLowerCase();
}

/** ASCII text has no marks to take off. */
function quickFold(text: string): string {
  return isAscii(text) ? text.toLowerCase().replace(/\s+/g, " ") : fold(text);
}
