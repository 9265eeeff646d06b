import type { UsageRow } from "@congthu/shared/api/reports";
import { formatDay } from "@congthu/shared/dates";
import { definitionSentences } from "@congthu/shared/usage-definition";
import { Alert, Button, Skeleton, Text } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useStore } from "../../data/use-store.ts";
import { languageStore } from "../../i18n/i18n.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { useAgencyName } from "../agencies/use-agency-name.ts";
import { readUsageReport, usageFileUrl } from "../api.ts";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { choose, routeStore } from "../navigation.ts";
import { Failure } from "../ui/Failure.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { useLoad } from "../use-load.ts";
import { BoxesDrawer } from "./BoxesDrawer.tsx";
import { DownloadMenu } from "./DownloadMenu.tsx";
import { type Asked, ExplainDrawer } from "./ExplainDrawer.tsx";
import { PeopleDrawer } from "./PeopleDrawer.tsx";
import { PeriodPicker } from "./PeriodPicker.tsx";
import { periodFromQuery } from "./period.ts";
import { SummaryCards } from "./SummaryCards.tsx";
import { UsageDaysMap } from "./UsageDaysMap.tsx";
import { UsageGrades } from "./UsageGrades.tsx";
import css from "./UsagePage.module.css";
import { UsageTable } from "./UsageTable.tsx";
import { UsageWays } from "./UsageWays.tsx";
import { periodText } from "./words.ts";

const UsageCharts = lazy(() => import("./UsageCharts.tsx").then((m) => ({ default: m.UsageCharts })));

/** Who uses official mail: the figures, charts and table of a period, and how they are counted. */
export function UsagePage() {
  const { view, can } = useConsole();
  const { agencyId, query } = useStore(routeStore);
  const agencyName = useAgencyName(agencyId);
  const period = periodFromQuery(query, view.today);
  const window = { ...period, agencyId: agencyId ?? undefined };
  const {
    value: report,
    error,
    loading,
    reload,
  } = useLoad(JSON.stringify(window), (signal) => readUsageReport(window, signal));
  const [asked, setAsked] = useState<Asked>();
  /** What the explanation leads on to: names, for an agency's own administrator. */
  const leadsTo = ({ agencyId, measureId }: Asked) => {
    if (agencyId === undefined || !can("usage.people")) return undefined;
    const isBox = measureId === "boxShare";
    return {
      label: t(isBox ? "boxes.ask" : "usage.people"),
      go: () => {
        setAsked(undefined);
        choose(isBox ? { boxes: agencyId } : { people: agencyId });
      },
    };
  };
  const mayName = (row: UsageRow) => (can("usage.people") ? () => choose({ people: row.agencyId }) : undefined);
  return (
    <Page
      title={t("usage.title")}
      below={`${agencyName ?? view.scopes[0]?.agencyName ?? ""} · ${periodText(period)}`}
      actions={
        <>
          <DownloadMenu urlOf={(format) => usageFileUrl(window, format)} />
          <Button
            className={css.wideOnly ?? ""}
            variant="default"
            leftSection={<IconPrinter size={18} />}
            onClick={() => print()}
          >
            {t("usage.print")}
          </Button>
        </>
      }
    >
      <PeriodPicker period={period} onChange={({ from, to }) => choose({ from, to, period: undefined })} />
      {error !== undefined && <Failure error={error} onRetry={reload} />}
      {!report && loading && <Skeleton height={320} animate={false} />}
      {report && (
        <div data-loading={loading || undefined} className={css.report}>
          <SummaryCards report={report} />
          <Text size="sm" c="var(--ink-2)" mb="sm">
            {t("usage.through", { day: formatDay(report.through), n: report.workingDays })}
            {" · "}
            {t("usage.coverage", {
              reported: formatCount(report.total.reported),
              agencies: formatCount(report.total.agencies),
            })}
          </Text>
          {report.rows.length === 0 ? (
            <Alert variant="light">{t("usage.empty")}</Alert>
          ) : (
            <>
              <Suspense fallback={<Skeleton height={260} mb="md" animate={false} />}>
                <UsageCharts report={report} agencyId={agencyId} />
              </Suspense>
              <UsageGrades report={report} />
              <UsageTable report={report} onPeople={mayName} onExplain={setAsked} />
              <UsageDaysMap window={window} />
              <UsageWays report={report} window={window} />
            </>
          )}
          <Sheet title={t("usage.definition")}>
            <ul className={css.definition}>
              {definitionSentences(report.definition, languageStore.get()).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
              <li>{t("usage.legal")}</li>
            </ul>
          </Sheet>
        </div>
      )}
      {asked && (
        <ExplainDrawer asked={asked} window={window} onward={leadsTo(asked)} onClose={() => setAsked(undefined)} />
      )}
      {query.boxes && can("usage.people") && (
        <BoxesDrawer agencyId={query.boxes} period={period} onClose={() => choose({ boxes: undefined })} />
      )}
      {query.people && can("usage.people") && (
        <PeopleDrawer agencyId={query.people} period={period} onClose={() => choose({ people: undefined })} />
      )}
    </Page>
  );
}
