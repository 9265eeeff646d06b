import { Box } from "@mantine/core";
import { useStore } from "../../data/use-store.ts";
import { useAgencyName } from "../agencies/use-agency-name.ts";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { choose, routeStore } from "../navigation.ts";
import { Choice } from "../ui/Choice.tsx";
import { Page } from "../ui/Page.tsx";
import { ApplyPanel } from "./ApplyPanel.tsx";
import { ImportPanel } from "./ImportPanel.tsx";
import { RequestsPanel } from "./RequestsPanel.tsx";

type Tab = "requests" | "imports" | "apply";

/** What agencies ask for, lists of people that are handed in, and the file that says what the directory shall be. */
export function ProvisioningPage() {
  const { can } = useConsole();
  const { agencyId, query } = useStore(routeStore);
  const agencyName = useAgencyName(agencyId);
  // Acts upon many chosen accounts are lists too.
  const hasLists = can("account.create") || can("account.lock") || can("account.edit");
  const tabs: Tab[] = [
    "requests",
    ...(hasLists ? (["imports"] as const) : []),
    ...(can("settings.change") ? (["apply"] as const) : []),
  ];
  const tab = tabs.find((one) => one === query.tab) ?? "requests";
  return (
    <Page title={t("provisioning.title")} below={agencyName ?? t("tree.all")}>
      {tabs.length > 1 && (
        <Box mb="md">
          <Choice
            label={t("provisioning.title")}
            value={tab}
            onChange={(next) => choose({ tab: next === "requests" ? undefined : next, list: undefined })}
            options={tabs.map((value) => ({ value, label: t(`${value}.title`) }))}
          />
        </Box>
      )}
      {tab === "requests" && <RequestsPanel agencyId={agencyId} />}
      {tab === "imports" && <ImportPanel agencyId={agencyId} listId={query.list} />}
      {tab === "apply" && <ApplyPanel />}
    </Page>
  );
}
