import type { CachedEmail, OpenedEmail } from "../../data/cache.ts";

/** True when the reading pane's properties were fetched. */
export function isOpened(letter: CachedEmail): letter is OpenedEmail {
  return letter.attachments !== undefined;
}
