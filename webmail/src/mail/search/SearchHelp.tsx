import { languageStore } from "../../i18n/i18n.ts";
import { SEARCH_EXAMPLES } from "../../i18n/search-operators.ts";
import { t } from "../../i18n/t.ts";
import css from "./SearchHelp.module.css";

/** What the search box understands. */
export function SearchHelp() {
  const english = languageStore.get() === "en";
  return (
    <div className={css.help}>
      <p>{t("search.help.plain")}</p>
      <p>{t("search.help.phrase")}</p>
      <dl>
        {SEARCH_EXAMPLES.map(([vi, en, meaning]) => (
          <div key={vi}>
            <dt>{english ? en : vi}</dt>
            <dd>{t(meaning)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
