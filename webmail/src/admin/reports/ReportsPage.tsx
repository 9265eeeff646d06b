import type { ReportPeriodView } from "@congthu/shared/api/report-periods";
import { formatDay } from "@congthu/shared/dates";
import { Badge, Button, Skeleton, Text } from "@mantine/core";
import { IconCalendarPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useStore } from "../../data/use-store.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { choose, routeStore } from "../navigation.ts";
import { listReportPeriods } from "../reports-api.ts";
import { Failure } from "../ui/Failure.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { useLoad } from "../use-load.ts";
import { FrozenSheet } from "./FrozenSheet.tsx";
import { OpenPeriod } from "./OpenPeriod.tsx";
import css from "./Reports.module.css";
import { ReturnsSheet } from "./ReturnsSheet.tsx";

/** Periods agencies report on, who did and who did not, and the reports that were frozen. */
export function ReportsPage() {
  const { can } = useConsole();
  const { query } = useStore(routeStore);
  const { value, error, reload } = useLoad("periods", listReportPeriods);
  const [opening, setOpening] = useState(false);
  const [frozenRound, setFrozenRound] = useState(0);
  const periods = value?.items ?? [];
  const chosen = periods.find((p) => p.id === query.period) ?? periods[0];
  const changed = () => {
    reload();
    setFrozenRound((n) => n + 1);
  };
  return (
    <Page
      title={t("reports.title")}
      below={t("reports.below")}
      actions={
        can("report.manage") && (
          <Button leftSection={<IconCalendarPlus size={18} />} onClick={() => setOpening(true)}>
            {t("reports.open")}
          </Button>
        )
      }
    >
      {error !== undefined && <Failure error={error} onRetry={reload} />}
      {!value && error === undefined && <Skeleton height={200} animate={false} />}
      {value && (
        <Sheet title={t("reports.periods")}>
          {periods.length === 0 ? (
            <Text c="var(--ink-2)">{t("reports.noPeriods")}</Text>
          ) : (
            <Periods periods={periods} chosen={chosen?.id} />
          )}
        </Sheet>
      )}
      {chosen && <ReturnsSheet key={chosen.id} period={chosen} onChanged={changed} />}
      <FrozenSheet round={frozenRound} />
      {opening && (
        <OpenPeriod
          onClose={() => setOpening(false)}
          onDone={(id) => {
            setOpening(false);
            choose({ period: id });
            reload();
          }}
        />
      )}
    </Page>
  );
}

function Periods({ periods, chosen }: { periods: readonly ReportPeriodView[]; chosen: string | undefined }) {
  const { view } = useConsole();
  return (
    <div className={css.scroll}>
      <table className={css.table} aria-label={t("reports.periods")}>
        <thead>
          <tr>
            <th scope="col">{t("reports.name")}</th>
            <th scope="col">{t("reports.window")}</th>
            <th scope="col">{t("reports.due")}</th>
            <th scope="col">{t("reports.returned")}</th>
            <th scope="col">{t("reports.state")}</th>
          </tr>
        </thead>
        <tbody>
          {periods.map((p) => (
            <tr key={p.id} aria-selected={p.id === chosen}>
              <th scope="row">
                <Button variant="subtle" size="compact-md" px={0} onClick={() => choose({ period: p.id })}>
                  {p.name}
                </Button>
              </th>
              <td data-label={t("reports.window")}>
                {formatDay(p.from)} – {formatDay(p.to)}
              </td>
              <td data-label={t("reports.due")}>{formatDay(p.due)}</td>
              <td data-label={t("reports.returned")}>
                {formatCount(p.returned)}/{formatCount(p.agencies)}
                {p.late > 0 && ` (${t("reports.lateCount", { n: p.late })})`}
              </td>
              <td data-label={t("reports.state")}>
                <State period={p} today={view.today} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function State({ period, today }: { period: ReportPeriodView; today: string }) {
  const [color, text] =
    period.frozen.length > 0
      ? ["teal", t("reports.state.frozen")]
      : period.due < today
        ? ["red", t("reports.state.overdue")]
        : ["gold", t("reports.state.open")];
  return (
    <Badge variant="light" color={color} radius="sm" tt="none" miw="max-content">
      {text}
    </Badge>
  );
}
