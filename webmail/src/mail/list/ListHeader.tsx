import { ActionIcon, Menu, UnstyledButton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconArrowsSort } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { queryKey } from "../../data/query-window.ts";
import { useStore } from "../../data/use-store.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../../i18n/t.ts";
import { MenuChoice } from "../../ui/MenuChoice.tsx";
import type { Place } from "../desk.ts";
import { useDesk, useDeskState } from "../desk-context.ts";
import { useCache } from "../mail-context.ts";
import { folderName } from "../mailboxes/names.ts";
import { PANES, prefer, preferencesStore } from "../preferences.ts";
import { WIDE } from "../shell/widths.ts";
import css from "./ListHeader.module.css";
import { FOLDER_ORDERS, type ListOrder, QUICK_FILTERS, SEARCH_ORDERS } from "./model.ts";

const SearchLine = lazy(() => import("../search/SearchLine.tsx").then((m) => ({ default: m.SearchLine })));

/** What list this is, how long it is, and the quick filters. */
export function ListHeader({ place }: { place: Place }) {
  const { mailbox, search, spec, account } = place;
  const total = useCache(account.cache, (cache) => spec && cache.windows.get(queryKey(spec))?.ids.length);
  const title = search ? t("search.title") : mailbox ? folderName(mailbox) : "";
  const count = total ?? null;
  return (
    <div className={css.header}>
      <div className={css.line}>
        <h1 className={css.title}>{title}</h1>
        <span className={css.count} role="status">
          {count !== null && t(search ? "list.found" : "list.count", { n: formatCount(count) })}
        </span>
        <ViewMenu inSearch={search !== null} />
      </div>
      <QuickFilters />
      {search && (
        <Suspense>
          <SearchLine place={place} search={search} />
        </Suspense>
      )}
    </div>
  );
}

function QuickFilters() {
  const { store } = useDesk();
  const quick = useDeskState((s) => s.quick);
  return (
    <fieldset className={css.filters} aria-label={t("list.filter")}>
      {QUICK_FILTERS.map((filter) => (
        <UnstyledButton
          key={filter}
          className={css.filter ?? ""}
          aria-pressed={quick === filter}
          onClick={() => store.set((s) => ({ ...s, quick: filter }))}
        >
          {t(`list.filter.${filter}`)}
        </UnstyledButton>
      ))}
    </fieldset>
  );
}

function ViewMenu({ inSearch }: { inSearch: boolean }) {
  const { store } = useDesk();
  const order = useDeskState((s) => (inSearch ? s.searchOrder : s.order));
  const choose = (one: ListOrder) =>
    store.set((s) => (inSearch || one === "best" ? { ...s, searchOrder: one } : { ...s, order: one }));
  const { conversations, pane } = useStore(preferencesStore);
  const wide = useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("list.view")} title={t("list.view")}>
          <IconArrowsSort size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={css.menu ?? ""}>
        <Menu.Label>{t("list.sort")}</Menu.Label>
        {(inSearch ? SEARCH_ORDERS : FOLDER_ORDERS).map((one) => (
          <MenuChoice key={one} kind="radio" checked={order === one} onChoose={() => choose(one)}>
            {t(`list.sort.${one}`)}
          </MenuChoice>
        ))}
        <Menu.Divider />
        <MenuChoice kind="checkbox" checked={conversations} onChoose={() => prefer({ conversations: !conversations })}>
          {t("settings.conversations")}
        </MenuChoice>
        {wide && (
          <>
            <Menu.Divider />
            <Menu.Label>{t("settings.pane")}</Menu.Label>
            {PANES.map((one) => (
              <MenuChoice key={one} kind="radio" checked={pane === one} onChoose={() => prefer({ pane: one })}>
                {t(`settings.pane.${one}`)}
              </MenuChoice>
            ))}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
