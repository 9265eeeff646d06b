import "@mantine/core/styles/ColorSwatch.css";
import "@mantine/charts/styles.css";
import type { UsageReport } from "@congthu/shared/api/reports";
import { percentOf } from "@congthu/shared/usage-measures";
import { BarChart, CompositeChart } from "@mantine/charts";
import { Skeleton } from "@mantine/core";
import { languageStore } from "../../i18n/i18n.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { readUsageTrend } from "../api.ts";
import { t } from "../i18n/t.ts";
import { Sheet } from "../ui/Page.tsx";
import { useLoad } from "../use-load.ts";
import css from "./UsagePage.module.css";
import { decimal, percentText } from "./words.ts";

type Props = { report: UsageReport; agencyId: string | null };

/** Shares by tier and users by month, each with its numbers as a table. */
export function UsageCharts({ report, agencyId }: Props) {
  return (
    <div className={css.charts}>
      <Sheet title={t("usage.chart.tiers")}>
        <Tiers report={report} />
      </Sheet>
      <Sheet title={t("usage.chart.trend")}>
        <Trend to={report.through} agencyId={agencyId} />
      </Sheet>
    </div>
  );
}

function Tiers({ report }: { report: UsageReport }) {
  const english = languageStore.get() === "en";
  const rows = report.tiers.map(({ tier, label, labelEn, sum }) => ({
    tier,
    label: english ? labelEn : label,
    active: { x: sum.active, y: sum.mailboxes },
    regular: { x: sum.regular, y: sum.mailboxes },
  }));
  const points = rows.map((row) => ({
    label: row.label,
    active: percentOf(row.active) ?? 0,
    regular: percentOf(row.regular) ?? 0,
  }));
  return (
    <>
      <BarChart
        h={210}
        data={points}
        dataKey="label"
        withLegend
        legendProps={{ verticalAlign: "top", height: 32 }}
        yAxisProps={{ domain: [0, 100], width: 52 }}
        valueFormatter={(n) => `${decimal(n)} %`}
        barProps={{ maxBarSize: 46, isAnimationActive: false }}
        series={[
          { name: "active", label: t("usage.card.active"), color: "navy.6" },
          { name: "regular", label: t("usage.card.regular"), color: "gold.5" },
        ]}
        barChartProps={{ accessibilityLayer: false }}
        aria-hidden
      />
      <details className={css.numbers}>
        <summary>{t("usage.chart.table")}</summary>
        <table aria-label={t("usage.chart.tiers")}>
          <thead>
            <tr>
              <th scope="col">{t("agency.tier")}</th>
              <th scope="col">{t("usage.card.active")}</th>
              <th scope="col">{t("usage.card.regular")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.tier}>
                <th scope="row">{row.label}</th>
                <td>{percentText(row.active)}</td>
                <td>{percentText(row.regular)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

function Trend({ to, agencyId }: { to: string; agencyId: string | null }) {
  const { value } = useLoad(`${to} ${agencyId ?? ""}`, () => readUsageTrend({ to, agencyId: agencyId ?? undefined }));
  if (!value) return <Skeleton height={210} animate={false} />;
  const points = value.months.map((m) => ({ ...m, label: `${Number(m.month.slice(5))}/${m.month.slice(2, 4)}` }));
  return (
    <>
      <CompositeChart
        h={210}
        data={points}
        dataKey="label"
        withLegend
        legendProps={{ verticalAlign: "top", height: 32 }}
        yAxisProps={{ width: 52 }}
        valueFormatter={formatCount}
        maxBarWidth={34}
        barProps={{ isAnimationActive: false }}
        lineProps={{ isAnimationActive: false }}
        withDots={false}
        curveType="linear"
        series={[
          { name: "users", label: t("usage.chart.users"), color: "navy.6", type: "bar" },
          { name: "mailboxes", label: t("usage.chart.mailboxes"), color: "gold.6", type: "line" },
        ]}
        composedChartProps={{ accessibilityLayer: false }}
        aria-hidden
      />
      <details className={css.numbers}>
        <summary>{t("usage.chart.table")}</summary>
        <table aria-label={t("usage.chart.trend")}>
          <thead>
            <tr>
              <th scope="col">{t("usage.chart.month")}</th>
              <th scope="col">{t("usage.chart.users")}</th>
              <th scope="col">{t("usage.chart.mailboxes")}</th>
              <th scope="col">{t("usage.chart.share")}</th>
            </tr>
          </thead>
          <tbody>
            {value.months.map((m) => (
              <tr key={m.month}>
                <th scope="row">{`${m.month.slice(5)}/${m.month.slice(0, 4)}`}</th>
                <td>{formatCount(m.users)}</td>
                <td>{formatCount(m.mailboxes)}</td>
                <td>{percentText({ x: m.users, y: m.mailboxes })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
