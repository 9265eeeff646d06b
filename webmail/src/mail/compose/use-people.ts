import type { FoundPerson } from "@congthu/shared/api/people";
import { fold } from "@congthu/shared/fold";
import { useEffect, useMemo, useState } from "react";
import { callApi } from "../../data/api-client.ts";

/** Typing pauses this long before the directory is asked. Milliseconds. */
const PAUSE_MS = 160;

const NOBODY: { found: FoundPerson[]; done: boolean } = { found: [], done: false };

/** Whom the directory suggests for what was typed so far; `done`: the answer is for this very text. */
export function usePeople(typed: string): { found: FoundPerson[]; done: boolean } {
  const [answer, setAnswer] = useState<{ text: string; found: FoundPerson[] }>({ text: "", found: [] });
  const text = typed.normalize("NFC").trim();
  useEffect(() => {
    if (text.length < 2) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      callApi<{ people: FoundPerson[] }>("GET", `/api/people?q=${encodeURIComponent(text)}`, { signal: abort.signal })
        .then(({ people }) => setAnswer({ text, found: people }))
        // Without the directory an address can still be typed.
        .catch(() => abort.signal.aborted || setAnswer({ text, found: [] }));
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text]);
  return useMemo(() => {
    if (text.length < 2) return NOBODY;
    if (answer.text === text) return { found: answer.found, done: true };
    return { found: answer.found.filter((person) => stillMatches(person, text)), done: false };
  }, [answer, text]);
}

/** While the directory is asked anew, only those suggestions stay that the longer text still fits. */
function stillMatches({ name, email, title, unit, agencyName }: FoundPerson, text: string): boolean {
  const haystack = fold(`${name} ${email} ${title} ${unit} ${agencyName}`);
  return fold(text)
    .split(" ")
    .every((word) => haystack.includes(word));
}
