import { fold } from "@congthu/shared/fold";
import type { SavedSearch } from "@congthu/shared/jmap/congthu";
import { parseParts } from "./parse.ts";

/** `run`: a whole search to be done at once. `complete`: text to go on from. */
export type Suggestion = {
  key: string;
  kind: "recent" | "saved" | "operator" | "person";
  label: string;
  hint: string;
  text: string;
  act: "run" | "complete";
};

export type SuggestFrom = {
  typed: string;
  recent: readonly string[];
  saved: readonly Pick<SavedSearch, "id" | "name" | "query">[];
  people: readonly { name: string; email: string; title: string; agencyName: string }[];
  /** What operators and states are called in the language of the screen, with what they mean. */
  words: readonly { word: string; meaning: string }[];
};

const MOST = 8;

/** What may be meant by what was typed so far, the likeliest first. */
export function suggest({ typed, recent, saved, people, words }: SuggestFrom): Suggestion[] {
  const text = typed.normalize("NFC");
  const wanted = fold(text).trim();
  const fits = (other: string) => fold(other).includes(wanted) && other !== text.trim();
  const list: Suggestion[] = [
    ...peopleFor(text, people),
    ...wordsFor(text, words),
    ...saved
      .filter(({ name, query }) => wanted === "" || fits(`${name} ${query}`))
      .map(({ id, name, query }) => entry("saved", id, name, query, query, "run")),
    ...recent.filter(fits).map((query) => entry("recent", query, query, "", query, "run")),
  ];
  return list.slice(0, MOST);
}

/** Whose address the last operator may want. */
export function personWanted(typed: string): string {
  const last = parseParts(typed.normalize("NFC")).at(-1);
  if (last?.kind !== "operator" || !["from", "to", "cc"].includes(last.operator)) return "";
  return last.end === typed.length ? last.value.replaceAll('"', "") : "";
}

function peopleFor(text: string, people: SuggestFrom["people"]): Suggestion[] {
  const wanted = personWanted(text);
  if (wanted === "") return [];
  const before = text.slice(0, text.length - wanted.length).replace(/"$/, "");
  return people
    .filter(({ email }) => email !== wanted)
    .slice(0, 5)
    .map(({ name, email, title, agencyName }) => {
      const hint = [email, title, agencyName].filter(Boolean).join(" · ");
      return entry("person", email, name, hint, `${before}${email}`, "run");
    });
}

/** Operators and states that begin with the words at the end. */
function wordsFor(text: string, words: SuggestFrom["words"]): Suggestion[] {
  const found = words.flatMap((one) => {
    const start = beginning(text, one.word);
    return start === null ? [] : [{ ...one, start }];
  });
  // What more of the text begins is likelier meant.
  found.sort((a, b) => a.start - b.start);
  return found.map(({ word, meaning, start }) => {
    const whole = text.slice(0, start) + word;
    return entry("operator", word, word, meaning, word.endsWith(":") ? whole : `${whole} `, "complete");
  });
}

/** Where in the text a beginning of the word stands at the end; null when it does not, or the word is there already. */
function beginning(text: string, word: string): number | null {
  const whole = fold(word);
  for (const count of [2, 1]) {
    const tail = new RegExp(`(?:^|\\s)((?:\\S+ ){${count - 1}}\\S+)$`).exec(text)?.[1];
    const typed = tail && fold(tail);
    if (tail && typed && whole.startsWith(typed) && whole !== typed) return text.length - tail.length;
  }
  return null;
}

function entry(
  kind: Suggestion["kind"],
  id: string,
  label: string,
  hint: string,
  text: string,
  act: Suggestion["act"],
): Suggestion {
  return { key: `${kind} ${id}`, kind, label, hint, text, act };
}
