import { Drawer, VisuallyHidden } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Suspense, useEffect } from "react";
import { useStore } from "../../data/use-store.ts";
import { t } from "../../i18n/t.ts";
import { NoticeBanner } from "../../notices/NoticeBanner.tsx";
import { lazyScreen } from "../../ui/lazy-screen.ts";
import { composersStore } from "../compose/composers.ts";
import { useDesk, useDeskState, usePlace } from "../desk-context.ts";
import { ListPane } from "../list/ListPane.tsx";
import { FolderPane } from "../mailboxes/FolderPane.tsx";
import { FolderPicker } from "../mailboxes/FolderPicker.tsx";
import { routeStore } from "../navigation.ts";
import { preferencesStore } from "../preferences.ts";
import { loadReader } from "../reader/load-reader.ts";
import { ReaderPane } from "../reader/ReaderPane.tsx";
import { BottomBar } from "./BottomBar.tsx";
import { HelpSheet } from "./HelpSheet.tsx";
import { LineBanner } from "./LineBanner.tsx";
import css from "./Shell.module.css";
import { TopBar } from "./TopBar.tsx";
import { usePageTitle } from "./use-page-title.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import { WIDE } from "./widths.ts";

const loadCompose = () => import("../compose/ComposeDock.tsx").then((m) => m.ComposeDock);
const ComposeDock = lazyScreen(loadCompose);
const SettingsPage = lazyScreen(() => import("../settings/SettingsPage.tsx").then((m) => m.SettingsPage));

/** Milliseconds after the page stands. */
const EARLY_LOAD_MS = 2_500;

/** The page: folders, list, letter; one at a time where there is no room. */
export function Shell() {
  const inSettings = useStore(routeStore, (route) => route.place === "settings");
  const composing = useStore(composersStore, (composers) => composers.length > 0);
  useShortcuts();
  usePageTitle();
  useEarlyLoad();
  return (
    <div className={css.shell}>
      <button type="button" className={css.skip} onClick={() => document.getElementById("main")?.focus()}>
        {t("app.skip")}
      </button>
      <TopBar />
      <LineBanner />
      <NoticeBanner />
      {inSettings ? (
        <Suspense fallback={<div className={css.panes} />}>
          <SettingsPage />
        </Suspense>
      ) : (
        <Panes />
      )}
      <BottomBar />
      <HelpSheet />
      <FolderPicker />
      {composing && (
        <Suspense fallback={<VisuallyHidden role="status">{t("app.loading")}</VisuallyHidden>}>
          <ComposeDock />
        </Suspense>
      )}
    </div>
  );
}

/** Once the inbox has had its turn on the line, the rest is fetched: what reads letters, and last what writes them. */
function useEarlyLoad(): void {
  useEffect(() => {
    const load = () =>
      loadReader()
        .then(loadCompose)
        .catch(() => {});
    const timer = setTimeout(() => void load(), EARLY_LOAD_MS);
    return () => clearTimeout(timer);
  }, []);
}

function Panes() {
  const { store } = useDesk();
  const { emailId } = usePlace();
  const foldersOpen = useDeskState((s) => s.foldersOpen);
  const wide = useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false });
  const pane = useStore(preferencesStore, (p) => p.pane);
  const closeFolders = () => store.set((s) => ({ ...s, foldersOpen: false }));
  return (
    <div className={css.panes} data-pane={pane} data-open={emailId !== null || undefined}>
      {wide ? (
        <FolderPane />
      ) : (
        <Drawer
          opened={foldersOpen}
          onClose={closeFolders}
          size="18.5rem"
          padding={0}
          title={t("folders.label")}
          closeButtonProps={{ "aria-label": t("app.close") }}
          classNames={{ header: css.drawerHeader ?? "" }}
        >
          <FolderPane onChosen={closeFolders} />
        </Drawer>
      )}
      <ListPane />
      <ReaderPane />
    </div>
  );
}
