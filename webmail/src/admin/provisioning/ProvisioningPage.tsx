import { Box } from "@mantine/core";
import { useStore } from "../../data/use-store.ts";
import { useAgencyName } from "../agencies/use-agency-name.ts";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { choose, routeStore } from "../navigation.ts";
import { Choice } from "../ui/Choice.tsx";
import { Page } from "../ui/Page.tsx";
import { ImportPanel } from "./ImportPanel.tsx";
import { RequestsPanel } from "./RequestsPanel.tsx";

/** What agencies ask for, and lists of people that are handed in. */
export function ProvisioningPage() {
  const { can } = useConsole();
  const { agencyId, query } = useStore(routeStore);
  const agencyName = useAgencyName(agencyId);
  // Acts upon many chosen accounts are lists too.
  const hasLists = can("account.create") || can("account.lock") || can("account.edit");
  const tab = query.tab === "imports" && hasLists ? "imports" : "requests";
  return (
    <Page title={t("provisioning.title")} below={agencyName ?? t("tree.all")}>
      {hasLists && (
        <Box mb="md">
          <Choice
            label={t("provisioning.title")}
            value={tab}
            onChange={(next) => choose({ tab: next === "imports" ? "imports" : undefined, list: undefined })}
            options={[
              { value: "requests", label: t("requests.title") },
              { value: "imports", label: t("imports.title") },
            ]}
          />
        </Box>
      )}
      {tab === "requests" ? (
        <RequestsPanel agencyId={agencyId} />
      ) : (
        <ImportPanel agencyId={agencyId} listId={query.list} />
      )}
    </Page>
  );
}
