import type { CachedEmail } from "../../data/cache.ts";

/** So many closed letters in a row are worth a fold. */
const FOLD_FROM = 4;

/** True for a letter in the middle of a long run of closed ones; the first and the last of a run stay. */
export function isFolded(letters: readonly Pick<CachedEmail, "id">[], open: ReadonlySet<string>, at: number): boolean {
  const closed = (i: number) => {
    const letter = letters[i];
    return letter !== undefined && !open.has(letter.id);
  };
  if (!closed(at)) return false;
  let first = at;
  while (closed(first - 1)) first--;
  let last = at;
  while (closed(last + 1)) last++;
  return last - first + 1 >= FOLD_FROM && at !== first && at !== last;
}
