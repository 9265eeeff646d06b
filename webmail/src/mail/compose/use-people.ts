import type { FoundPerson } from "@congthu/shared/api/people";
import { fold } from "@congthu/shared/fold";
import type { ContactCard } from "@congthu/shared/jmap/contacts";
import { useEffect, useMemo, useState } from "react";
import { loadRecords, recordsOf } from "../../data/records.ts";
import { suggestedCards } from "../contacts/model.ts";
import { useCache, useMail } from "../mail-context.ts";
import { findPeople } from "../people/people-calls.ts";
import { type RecentPerson, recentMatches, recentPeople } from "../people/recent-people.ts";
import { sameAddress } from "../people.ts";

/** Typing pauses this long before the directory is asked. Milliseconds. */
const PAUSE_MS = 160;

/** Own contacts shown before the directory. */
const CONTACTS = 6;

/** Those shown first because one writes to them. */
const RECENT = 5;

/** Whom to suggest for what was typed so far, those one writes to first; `done`: the directory answered for this very text. */
export function usePeople(typed: string): { found: FoundPerson[]; done: boolean } {
  const [answer, setAnswer] = useState<{ text: string; found: FoundPerson[] }>({ text: "", found: [] });
  const text = typed.normalize("NFC").trim();
  const cards = useOwnCards(text !== "");
  useEffect(() => {
    if (text.length < 2) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      findPeople(text, abort.signal)
        .then((people) => setAnswer({ text, found: people }))
        // Without the directory an address can still be typed.
        .catch(() => abort.signal.aborted || setAnswer({ text, found: [] }));
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text]);
  return useMemo(() => {
    const recent = recentMatches(recentPeople(), text, RECENT);
    if (text.length < 2) return { found: recent.map(personOf), done: false };
    const done = answer.text === text;
    const people = done ? answer.found : answer.found.filter((person) => stillMatches(person, text));
    const own = suggestedCards(cards, text, CONTACTS).filter((card) => !recent.some((one) => sameAddress(one, card)));
    const before = [...recent, ...own];
    const others = people.filter((person) => !before.some((one) => sameAddress(one, person)));
    const first = recent.map((one) => people.find((person) => sameAddress(one, person)) ?? personOf(one));
    return { found: [...first, ...own, ...others], done };
  }, [answer, text, cards]);
}

/** The person's own contacts, read when they are first wanted. */
function useOwnCards(wanted: boolean): readonly ContactCard[] {
  const account = useMail().account(null);
  const cards = useCache(account.cache, (cache) => recordsOf(cache, "ContactCard"));
  useEffect(() => {
    if (!wanted || account.cache.records.has("ContactCard")) return;
    // Without them the directory is still asked.
    loadRecords(account, ["ContactCard"]).catch(() => {});
  }, [account, wanted]);
  return cards;
}

function personOf({ name, email }: RecentPerson): FoundPerson {
  return { kind: "person", id: email, name: name ?? email, email, title: "", unit: "", agencyId: "", agencyName: "" };
}

/** While the directory is asked anew, only those suggestions stay that the longer text still fits. */
function stillMatches({ name, email, title, unit, agencyName }: FoundPerson, text: string): boolean {
  const haystack = fold(`${name} ${email} ${title} ${unit} ${agencyName}`);
  return fold(text)
    .split(" ")
    .every((word) => haystack.includes(word));
}
