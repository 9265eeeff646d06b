import { nfc } from "./fold.ts";

export type PersonName = { family: string; middle: string; given: string };

/** Splits a Vietnamese full name: họ first, tên last, đệm between. A single word is a given name. */
export function splitName(fullName: string): PersonName {
  const words = nfc(fullName)
    .trim()
    .split(/\s+/)
    .filter((w) => w !== "");
  const given = words.at(-1) ?? "";
  const family = words.length > 1 ? (words[0] ?? "") : "";
  return { family, middle: words.slice(1, -1).join(" "), given };
}

// TCVN 6909 letters in dictionary order; tones sort after the letter they stand on.
const LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
const TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"];
const TONE_RANK = new Map(TONES.map((t, i) => [t, i]));
const RANK = new Map([...LETTERS].map((c, i) => [c, String.fromCharCode(65 + i)]));

/** A byte-comparable key in Vietnamese alphabetical order: letters a ă â b … first, tones ngang huyền hỏi ngã sắc nặng second. */
export function vietnameseKey(text: string): string {
  let primary = "";
  let secondary = "";
  for (const char of nfc(text).toLowerCase()) {
    const parts = char.normalize("NFD");
    const tone = [...parts].find((p) => p !== "" && TONE_RANK.has(p)) ?? "";
    const letter = [...parts]
      .filter((p) => p !== tone || tone === "")
      .join("")
      .normalize("NFC");
    primary += RANK.get(letter) ?? (/\s/.test(letter) ? "!" : `~${letter}`);
    secondary += TONE_RANK.get(tone) ?? 0;
  }
  return `${primary}"${secondary}`;
}

/** Sorts people as Vietnamese lists do: by tên, then họ, then đệm. Compare the keys byte by byte. */
export function nameSortKey(fullName: string): string {
  const { family, middle, given } = splitName(fullName);
  return [given, family, middle].map(vietnameseKey).join(" ");
}
