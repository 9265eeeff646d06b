import { Drawer, Skeleton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { lazy, Suspense, useEffect, useState } from "react";
import { useStore } from "../../data/use-store.ts";
import { NoticeBanner } from "../../notices/NoticeBanner.tsx";
import { AgencyTree } from "../agencies/AgencyTree.tsx";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { go, routeStore } from "../navigation.ts";
import { Palette } from "../palette/Palette.tsx";
import type { Page } from "../route.ts";
import css from "./AdminShell.module.css";
import { PhoneNav } from "./PhoneNav.tsx";
import { firstPage, pagesFor } from "./pages.ts";
import { TopBar } from "./TopBar.tsx";

const SCREENS: Record<Page, React.LazyExoticComponent<React.ComponentType>> = {
  accounts: lazy(() => import("../accounts/AccountsPage.tsx").then((m) => ({ default: m.AccountsPage }))),
  agencies: lazy(() => import("../agencies/AgencyPage.tsx").then((m) => ({ default: m.AgencyPage }))),
  provisioning: lazy(() =>
    import("../provisioning/ProvisioningPage.tsx").then((m) => ({ default: m.ProvisioningPage })),
  ),
  usage: lazy(() => import("../reports/UsagePage.tsx").then((m) => ({ default: m.UsagePage }))),
  reports: lazy(() => import("../reports/ReportsPage.tsx").then((m) => ({ default: m.ReportsPage }))),
  audit: lazy(() => import("../audit/AuditPage.tsx").then((m) => ({ default: m.AuditPage }))),
  groups: lazy(() => import("../groups/GroupsPage.tsx").then((m) => ({ default: m.GroupsPage }))),
  operations: lazy(() => import("../operations/OperationsPage.tsx").then((m) => ({ default: m.OperationsPage }))),
  settings: lazy(() => import("../settings/SettingsPage.tsx").then((m) => ({ default: m.SettingsPage }))),
};

/** The page: bar above, the tree of agencies at the left, the chosen screen beside it. */
export function AdminShell() {
  const { view } = useConsole();
  const route = useStore(routeStore);
  const [treeOpen, setTreeOpen] = useState(false);
  const wide = useMediaQuery("(min-width: 64rem)", undefined, { getInitialValueInEffect: false });
  const pages = pagesFor(view.acts);
  const current = pages.find((p) => p.page === route.page) ?? pages.find((p) => p.page === firstPage(view.acts));
  const page = current?.page ?? "agencies";
  useEffect(() => {
    if (route.page !== page) go({ page, query: routeStore.get().query }, { replace: true });
  }, [route.page, page]);
  useEffect(() => {
    document.title = `${current ? t(current.label) : ""} – ${t("admin.title")}`;
  }, [current]);

  const Screen = SCREENS[page];
  const pick = (agencyId: string | null) => {
    setTreeOpen(false);
    go({ agencyId, query: withoutPlace(routeStore.get().query) });
  };
  const tree = <AgencyTree chosen={route.agencyId} onChoose={pick} />;
  return (
    <div className={css.shell}>
      <button type="button" className={css.skip} onClick={() => document.getElementById("main")?.focus()}>
        {t("app.skip")}
      </button>
      <TopBar
        pages={pages}
        page={page}
        onOpenTree={current?.aboutAgency && !wide ? () => setTreeOpen(true) : undefined}
      />
      <NoticeBanner />
      <Palette />
      <div className={css.body} data-alone={!current?.aboutAgency || undefined}>
        {current?.aboutAgency && wide && <aside className={css.side}>{tree}</aside>}
        <main className={css.main} id="main" tabIndex={-1}>
          <Suspense fallback={<ScreenSkeleton />}>
            <Screen />
          </Suspense>
        </main>
      </div>
      <PhoneNav pages={pages} page={page} />
      <Drawer
        opened={treeOpen && !wide}
        onClose={() => setTreeOpen(false)}
        size="22rem"
        padding={0}
        title={t("tree.choose")}
        closeButtonProps={{ "aria-label": t("app.close") }}
        classNames={{ header: css.drawerHeader ?? "", body: css.drawerBody ?? "" }}
      >
        {tree}
      </Drawer>
    </div>
  );
}

/** Another agency starts at the first page and with no account open; filters and the period stay. */
function withoutPlace(query: Readonly<Record<string, string>>): Record<string, string> {
  const { open: _open, people: _people, ...rest } = query;
  return rest;
}

function ScreenSkeleton() {
  return (
    <div className={css.skeleton} role="status" aria-label={t("app.loading")}>
      <Skeleton height={28} width="40%" mb="lg" animate={false} />
      <Skeleton height={180} mb="lg" animate={false} />
      <Skeleton height={320} animate={false} />
    </div>
  );
}
