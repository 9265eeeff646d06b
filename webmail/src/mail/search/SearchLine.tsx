import { ActionIcon, Alert, CloseButton } from "@mantine/core";
import { IconBookmark, IconBookmarkFilled } from "@tabler/icons-react";
import { recordsOf, setRecords } from "../../data/records.ts";
import { t } from "../../i18n/t.ts";
import { askName } from "../../ui/ask-name.tsx";
import { toast, toastError } from "../../ui/toast.tsx";
import type { Place, ShownSearch } from "../desk.ts";
import { useCache, useMail } from "../mail-context.ts";
import { go } from "../navigation.ts";
import { chipsOf } from "./chips.ts";
import { withoutPart } from "./model.ts";
import css from "./SearchLine.module.css";

type Props = { place: Place; search: ShownSearch };

/** What was understood of the search, each condition with a way to drop it; what was not; and a way to keep it. */
export function SearchLine({ place, search }: Props) {
  const { query, parts, faults, noFolder } = search;
  const accountId = place.account.id;
  const leave = (next: string) =>
    go(
      next === ""
        ? { place: "folder", accountId, mailboxId: null, emailId: null }
        : { place: "search", accountId, query: next, mailboxId: null, emailId: null },
    );
  return (
    <>
      <div className={css.line}>
        <ul className={css.chips} aria-label={t("search.conditions")}>
          {chipsOf(parts).map((chip) => (
            <li key={chip.start} className={css.chip}>
              <span title={chip.label}>{chip.label}</span>
              <CloseButton
                size="xs"
                aria-label={t("search.drop", { what: chip.label })}
                onClick={() => leave(withoutPart(query, chip))}
              />
            </li>
          ))}
        </ul>
        <KeepSearch query={query} />
      </div>
      {faults.map(({ kind, text }) => (
        <Alert key={`${kind} ${text}`} color="gold" mt="xs" p="xs">
          {t(kind === "date" ? "search.unknownDate" : "search.unknownSize", { text })}
        </Alert>
      ))}
      {noFolder !== null && (
        <Alert color="gold" mt="xs" p="xs">
          {t("search.unknownFolder", { text: noFolder })}
        </Alert>
      )}
    </>
  );
}

/** Keeps a search under a name, or forgets it. */
function KeepSearch({ query }: { query: string }) {
  const own = useMail().account(null);
  const kept = useCache(own.cache, (cache) => recordsOf(cache, "SavedSearch")).find((one) => one.query === query);
  const label = t(kept ? "search.forget" : "search.keep");
  const keep = () =>
    askName({
      title: t("search.keep"),
      label: t("search.keptName"),
      value: query.slice(0, 60),
      save: async (name) => {
        await setRecords(own, "SavedSearch", { create: { name, query, sortOrder: 0 } });
        toast(t("search.kept", { name }));
      },
    });
  const forget = (id: string) => setRecords(own, "SavedSearch", { destroy: [id] }).catch(toastError);
  return (
    <ActionIcon
      variant="subtle"
      aria-label={label}
      aria-pressed={kept !== undefined}
      title={label}
      onClick={() => (kept ? void forget(kept.id) : keep())}
    >
      {kept ? <IconBookmarkFilled size={18} /> : <IconBookmark size={18} />}
    </ActionIcon>
  );
}
