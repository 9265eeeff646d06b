import { IconBookmark, IconClock, IconFilter, IconUser } from "@tabler/icons-react";
import { type KeyboardEvent, type Ref, useImperativeHandle, useState } from "react";
import { recordsOf } from "../../data/records.ts";
import { languageStore } from "../../i18n/i18n.ts";
import { SEARCH_EXAMPLES } from "../../i18n/search-operators.ts";
import { t } from "../../i18n/t.ts";
import { usePeople } from "../compose/use-people.ts";
import { useCache, useMail } from "../mail-context.ts";
import { SUGGESTIONS_ID } from "./focus.ts";
import { recentSearches } from "./recent.ts";
import { SearchHelp } from "./SearchHelp.tsx";
import css from "./SearchPanel.module.css";
import { personWanted, type Suggestion, suggest } from "./suggest.ts";

/** How the search box hands its keys on: true when the key was for the suggestions. */
export type PanelKeys = { onKey: (event: KeyboardEvent) => boolean };

type Props = {
  typed: string;
  keys: Ref<PanelKeys>;
  onChoose: (suggestion: Pick<Suggestion, "act" | "text">) => void;
  onActive: (id: string | undefined) => void;
};

const SIGNS = { recent: IconClock, saved: IconBookmark, operator: IconFilter, person: IconUser };

/** Below the search box: what may be meant, and what the box understands. */
export function SearchPanel({ typed, keys, onChoose, onActive }: Props) {
  const own = useMail().account(null);
  const saved = useCache(own.cache, (cache) => recordsOf(cache, "SavedSearch"));
  const { found } = usePeople(personWanted(typed));
  const [recent] = useState(recentSearches);
  const [at, setAt] = useState<string>();
  const list = suggest({ typed, recent, saved, people: found, words: operatorWords() });
  const active = list.findIndex((one) => one.key === at);
  const move = (next: number) => {
    setAt(list[next]?.key);
    onActive(list[next] && `${SUGGESTIONS_ID}-${next}`);
  };
  useImperativeHandle(keys, () => ({
    onKey(event) {
      if (event.key === "ArrowDown") move(active + 1 < list.length ? active + 1 : -1);
      else if (event.key === "ArrowUp") move(active < 0 ? list.length - 1 : active - 1);
      else if (event.key === "Enter" && list[active]) onChoose(list[active]);
      else return false;
      return true;
    },
  }));
  return (
    <>
      {list.length > 0 && (
        <div className={css.list} role="listbox" id={SUGGESTIONS_ID} aria-label={t("search.suggestions")}>
          {list.map((one, i) => {
            const Sign = SIGNS[one.kind];
            return (
              // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the box, which names the active one
              <div
                key={one.key}
                id={`${SUGGESTIONS_ID}-${i}`}
                className={css.item}
                role="option"
                aria-selected={i === active}
                // Before the box loses the focus and takes the panel away.
                onMouseDown={(event) => {
                  event.preventDefault();
                  onChoose(one);
                }}
              >
                <Sign size={16} aria-hidden />
                <span className={css.label}>{one.label}</span>
                <span className={css.hint}>{one.hint}</span>
              </div>
            );
          })}
        </div>
      )}
      {typed === "" && <SearchHelp />}
    </>
  );
}

function operatorWords(): { word: string; meaning: string }[] {
  const english = languageStore.get() === "en";
  return SEARCH_EXAMPLES.flatMap(([vi, en, meaning]) => {
    const example = english ? en : vi;
    const word = /^[^-:]+:?/.exec(example)?.[0];
    return word ? [{ word, meaning: t(meaning) }] : [];
  });
}
