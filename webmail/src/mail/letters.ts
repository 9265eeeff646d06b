import type { JmapId, PatchObject } from "@congthu/shared/jmap/core";
import { KEYWORD, type Mailbox } from "@congthu/shared/jmap/mail";
import type { CachedEmail } from "../data/cache.ts";
import { type Edit, inversePatch, keywordPatch, movePatch } from "../data/edits.ts";

/** A change to some letters, with its way back (none for what is destroyed). */
export type LetterChange = { edit: Edit; inverse: Edit | null; count: number };

let counter = 0;
const editId = () => `${Date.now().toString(36)}-${counter++}`;

/** Gives each letter its patch; letters that would not change are left out. Null when none is left. */
export function changeLetters(
  letters: readonly CachedEmail[],
  patchOf: (letter: CachedEmail) => PatchObject,
): LetterChange | null {
  const patches: Record<JmapId, PatchObject> = {};
  const inverses: Record<JmapId, PatchObject> = {};
  for (const letter of letters) {
    const patch = patchOf(letter);
    const inverse = inversePatch(letter, patch);
    if (Object.keys(patch).every((path) => patch[path] === inverse[path])) continue;
    patches[letter.id] = patch;
    inverses[letter.id] = inverse;
  }
  const count = Object.keys(patches).length;
  if (count === 0) return null;
  return {
    edit: { id: editId(), patches, destroy: [] },
    inverse: { id: editId(), patches: inverses, destroy: [] },
    count,
  };
}

export function moveLetters(letters: readonly CachedEmail[], to: JmapId): LetterChange | null {
  return changeLetters(letters, (letter) => movePatch(letter, to));
}

export function setKeyword(letters: readonly CachedEmail[], keyword: string, on: boolean): LetterChange | null {
  return changeLetters(letters, () => keywordPatch(keyword, on));
}

/** Into the folder for spam, with the keywords by which filters learn (RFC 8621 §4.1.1). */
export function reportJunk(letters: readonly CachedEmail[], to: JmapId, junk: boolean): LetterChange | null {
  return changeLetters(letters, (letter) => ({
    ...movePatch(letter, to),
    ...keywordPatch(KEYWORD.junk, junk),
    ...keywordPatch(KEYWORD.notJunk, !junk),
  }));
}

/** Destroys for good. */
export function destroyLetters(letters: readonly CachedEmail[]): LetterChange | null {
  if (letters.length === 0) return null;
  return {
    edit: { id: editId(), patches: {}, destroy: letters.map((l) => l.id) },
    inverse: null,
    count: letters.length,
  };
}

/** True when the letters lie where deleting them is for good: in the bin, or there is no bin. */
export function deletesForGood(letters: readonly CachedEmail[], trash: Mailbox | undefined): boolean {
  return !trash || (letters.length > 0 && letters.every((letter) => letter.mailboxIds[trash.id]));
}
