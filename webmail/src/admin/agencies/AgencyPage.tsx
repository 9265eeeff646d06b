import type { AgencyDetail } from "@congthu/shared/api/agencies";
import { Anchor, Breadcrumbs, Button, Loader, Text } from "@mantine/core";
import { IconChartBar, IconPlus, IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import { useStore } from "../../data/use-store.ts";
import { toastError } from "../../ui/toast.tsx";
import { listTiers, readAgency } from "../api.ts";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { go, routeStore } from "../navigation.ts";
import { Failure } from "../ui/Failure.tsx";
import { Page } from "../ui/Page.tsx";
import { useLoad } from "../use-load.ts";
import { type AgencyDialog, AgencyMenu } from "./AgencyMenu.tsx";
import { AgencySheets } from "./AgencySheets.tsx";
import { AddAgency, EditAgency, MoveAgency } from "./agency-dialogs.tsx";
import { CloseAgency, MergeAgency } from "./reshape-dialogs.tsx";
import { SplitAgency } from "./SplitAgency.tsx";
import { branchesStore, refreshTree } from "./tree-model.ts";

/** All about one agency, and what may be done with it. */
export function AgencyPage() {
  const { view } = useConsole();
  const { agencyId } = useStore(routeStore);
  const top = useStore(branchesStore, (branches) => branches[""]?.[0]?.id);
  const id = agencyId ?? top ?? view.scopes[0]?.agencyId ?? "";
  const agency = useLoad(id, () => readAgency(id));
  const tiers = useLoad("tiers", listTiers);
  const [dialog, setDialog] = useState<AgencyDialog>(null);
  if (agency.error !== undefined)
    return (
      <Page title={t("agency.title")}>
        <Failure error={agency.error} onRetry={agency.reload} />
      </Page>
    );
  const value = agency.value;
  if (!value || value.id !== id) return <Loader m="xl" />;

  const changed = (next: AgencyDetail) => {
    setDialog(null);
    agency.put(next);
    refreshTree().catch(toastError);
  };
  const may = (act: AgencyDetail["may"][number]) => value.may.includes(act);
  return (
    <Page
      title={value.name}
      below={<Trail ancestors={value.ancestors} />}
      actions={
        <>
          {may("people.view") && (
            <Button
              variant="default"
              leftSection={<IconUsers size={18} />}
              onClick={() => go({ page: "accounts", agencyId: id })}
            >
              {t("agency.showAccounts")}
            </Button>
          )}
          {may("usage.view") && (
            <Button
              variant="default"
              leftSection={<IconChartBar size={18} />}
              onClick={() => go({ page: "usage", agencyId: id })}
            >
              {t("agency.showUsage")}
            </Button>
          )}
          {may("agency.manage") && (
            <Button leftSection={<IconPlus size={18} />} onClick={() => setDialog("add")}>
              {t("agency.add")}
            </Button>
          )}
          <AgencyMenu agency={value} onDialog={setDialog} />
        </>
      }
    >
      <AgencySheets agency={value} tiers={tiers.value?.items ?? []} onChanged={changed} />
      {dialog === "add" && (
        <AddAgency
          agency={value}
          tiers={tiers.value?.items ?? []}
          onClose={() => setDialog(null)}
          onDone={(made) => {
            setDialog(null);
            agency.reload();
            refreshTree().catch(toastError);
            go({ agencyId: made.id });
          }}
        />
      )}
      {dialog === "edit" && <EditAgency agency={value} onClose={() => setDialog(null)} onDone={changed} />}
      {dialog === "merge" && (
        <MergeAgency
          agency={value}
          onClose={() => setDialog(null)}
          onDone={(into) => {
            setDialog(null);
            refreshTree().catch(toastError);
            go({ agencyId: into.id });
          }}
        />
      )}
      {dialog === "split" && (
        <SplitAgency
          agency={value}
          tiers={tiers.value?.items ?? []}
          onClose={() => setDialog(null)}
          onDone={(made) => {
            setDialog(null);
            refreshTree().catch(toastError);
            go({ agencyId: made.id });
          }}
        />
      )}
      {dialog === "close" && <CloseAgency agency={value} onClose={() => setDialog(null)} onDone={changed} />}
      {dialog === "move" && <MoveAgency agency={value} onClose={() => setDialog(null)} onDone={changed} />}
    </Page>
  );
}

function Trail({ ancestors }: { ancestors: AgencyDetail["ancestors"] }) {
  if (ancestors.length === 0) return null;
  return (
    <Breadcrumbs separator="›" separatorMargin={6} style={{ flexWrap: "wrap" }}>
      {ancestors.map((a) => (
        <Anchor key={a.id} component="button" type="button" size="sm" onClick={() => go({ agencyId: a.id })}>
          <Text span inherit>
            {a.name}
          </Text>
        </Anchor>
      ))}
    </Breadcrumbs>
  );
}
