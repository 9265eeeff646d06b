import { IconZoomCheck } from "@tabler/icons-react";
import { recordsOf } from "../../data/records.ts";
import { t } from "../../i18n/t.ts";
import { usePlace } from "../desk-context.ts";
import { useCache, useMail } from "../mail-context.ts";
import paneCss from "../mailboxes/FolderPane.module.css";
import rowCss from "../mailboxes/FolderRow.module.css";
import { go } from "../navigation.ts";
import { formatRoute, type Route } from "../route.ts";

/** Searches to come back to, among the folders. */
export function SavedSearches({ onChosen }: { onChosen?: (() => void) | undefined }) {
  const own = useMail().account(null);
  const { account, search } = usePlace();
  const saved = useCache(own.cache, (cache) => recordsOf(cache, "SavedSearch"));
  if (saved.length === 0) return null;
  const routeOf = (query: string): Route => {
    return { place: "search", accountId: account.id, query, mailboxId: null, emailId: null };
  };
  return (
    <section aria-label={t("search.saved")}>
      <h2 className={paneCss.account}>{t("search.saved")}</h2>
      <ul className={paneCss.tree}>
        {saved.map(({ id, name, query }) => (
          <li key={id}>
            <div className={rowCss.row} data-current={search?.query === query || undefined}>
              <span className={rowCss.gap} />
              <a
                className={rowCss.link}
                href={formatRoute(routeOf(query))}
                aria-current={search?.query === query ? "page" : undefined}
                title={query}
                onClick={(event) => {
                  event.preventDefault();
                  onChosen?.();
                  go(routeOf(query));
                }}
              >
                <IconZoomCheck size={18} stroke={1.7} aria-hidden />
                <span className={rowCss.name}>{name}</span>
              </a>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
