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

/** The folded form of each UTF-16 unit that is met, so that long texts are folded without normalising them. */
const FOLDED: (string | undefined)[] = [];
const COMBINING = /\p{M}/u;

/** What `fold` of the shared names does to a text, unit by unit: marks off, đ → d, lower case, runs of white space to one space. */
export function quickFold(text: string): string {
  let out = "";
  let space = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    let unit = FOLDED[code];
    if (unit === undefined) {
      unit = foldUnit(text.charAt(i));
      FOLDED[code] = unit;
    }
    if (unit === " ") {
      if (!space) out += unit;
      space = true;
    } else if (unit !== "") {
      out += unit;
      space = false;
    }
  }
  return out;
}

function foldUnit(unit: string): string {
  if (/\s/.test(unit)) return " ";
  // Halves of surrogate pairs stay: no letter of ours is outside the first plane.
  return COMBINING.test(unit) ? "" : unit.isWellFormed() ? fold(unit) : unit;
}
