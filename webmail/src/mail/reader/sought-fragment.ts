import { soughtWords } from "../search/model.ts";

/** The fragment by which the frame of a letter learns what was searched for and marks it (server/src/http/frame-script.ts); "" for nothing. */
export function soughtFragment(query: string): string {
  const words = soughtWords(query);
  return words.length === 0 ? "" : `#${encodeURIComponent(JSON.stringify(words))}`;
}
