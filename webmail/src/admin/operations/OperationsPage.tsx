import type { AdminAct } from "@congthu/shared/admin-acts";
import { Tabs } from "@mantine/core";
import type { ComponentType } from "react";
import { useStore } from "../../data/use-store.ts";
import { useAgencyName } from "../agencies/use-agency-name.ts";
import { useConsole } from "../console-context.ts";
import { HealthView } from "../health/HealthView.tsx";
import { type TextKey, t } from "../i18n/t.ts";
import { choose, routeStore } from "../navigation.ts";
import { NoticesView } from "../notices/NoticesView.tsx";
import { QueueView } from "../queue/QueueView.tsx";
import { StorageView } from "../storage/StorageView.tsx";
import { TraceView } from "../trace/TraceView.tsx";
import { Page } from "../ui/Page.tsx";

type View = { tab: string; label: TextKey; act: AdminAct; Show: ComponentType };

const VIEWS: readonly View[] = [
  { tab: "trace", label: "operations.trace", act: "trace.view", Show: TraceView },
  { tab: "queue", label: "operations.queue", act: "queue.view", Show: QueueView },
  { tab: "storage", label: "operations.storage", act: "people.view", Show: StorageView },
  { tab: "health", label: "operations.health", act: "operations.view", Show: HealthView },
  { tab: "notices", label: "operations.notices", act: "settings.change", Show: NoticesView },
];

/** How the post runs: what waits, where a letter went, whether all is well. */
export function OperationsPage() {
  const { can } = useConsole();
  const { agencyId, query } = useStore(routeStore);
  const agencyName = useAgencyName(agencyId);
  const views = VIEWS.filter(({ act }) => can(act));
  const current = views.find((v) => v.tab === query.tab) ?? views[0];
  return (
    <Page title={t("nav.operations")} below={agencyName ?? t("tree.all")}>
      <Tabs
        value={current?.tab ?? null}
        onChange={(tab) => choose({ tab: tab ?? undefined, domain: undefined, open: undefined })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {views.map(({ tab, label }) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(label)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {views.map(({ tab, Show }) => (
          <Tabs.Panel key={tab} value={tab}>
            <Show />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
