import type { UsageReport, UsageRow } from "@congthu/shared/api/reports";
import { percentOf, shareOf, USAGE_MEASURES } from "@congthu/shared/usage-measures";
import { Text } from "@mantine/core";
import { languageStore } from "../../i18n/i18n.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../i18n/t.ts";
import { Sheet } from "../ui/Page.tsx";
import { bandCounts, extremes } from "./grades.ts";
import { ListHead } from "./ListHead.tsx";
import css from "./UsageViews.module.css";
import { decimal } from "./words.ts";

/** How the agencies are graded by the measure the province chose: the target, how many are in each band, the best and the last ones. */
export function UsageGrades({ report }: { report: UsageReport }) {
  const language = languageStore.get();
  const { measure, target } = report.grading;
  const label = USAGE_MEASURES.find((m) => m.id === measure);
  const whole = percentOf(shareOf(measure, report.total));
  const { best, last } = extremes(report.rows);
  return (
    <Sheet title={t("grades.title")}>
      <Text size="sm" c="var(--ink-2)" mb="sm">
        {t("grades.by", { measure: label ? `${groupName(measure)}: ${label[language]}` : "" })}
        {target !== null && whole !== null && (
          <>
            {" · "}
            {t(whole >= target ? "grades.targetMet" : "grades.targetMissed", {
              target: decimal(target),
              by: decimal(Math.abs(whole - target)),
              n: formatCount(report.rows.filter((row) => row.percent !== null && row.percent >= target).length),
              of: formatCount(report.rows.length),
            })}
          </>
        )}
      </Text>
      <table className={css.list} aria-label={t("grades.bands")}>
        <ListHead columns={[{ text: t("grades.band") }, { text: t("grades.agencies"), number: true }]} bar="55%" />
        <tbody>
          {bandCounts(report).map(({ band, agencies }) => (
            <tr key={band?.from ?? -1}>
              <th scope="row">
                {band
                  ? `${language === "vi" ? band.label : band.labelEn} (≥ ${decimal(band.from)} %)`
                  : t("usage.notReported")}
              </th>
              <td data-number>{formatCount(agencies)}</td>
              <td aria-hidden>
                <span className={css.bar} style={{ width: `${(100 * agencies) / Math.max(1, report.rows.length)}%` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {best.length > 0 && (
        <div className={css.two}>
          <Ranked title={t("grades.best")} rows={best} />
          <Ranked title={t("grades.last")} rows={last} />
        </div>
      )}
    </Sheet>
  );
}

function Ranked({ title, rows }: { title: string; rows: readonly UsageRow[] }) {
  return (
    <section>
      <Text component="h3" fw={600} size="sm" mt="md" mb={4}>
        {title}
      </Text>
      <table className={css.list} aria-label={title}>
        <ListHead
          columns={[
            { text: t("grades.place"), number: true },
            { text: t("usage.column.agency") },
            { text: "%", number: true },
            { text: t("grades.change"), number: true },
          ]}
        />
        <tbody>
          {rows.map((row) => (
            <tr key={row.agencyId}>
              <td data-number>{row.place}</td>
              <th scope="row">{row.name}</th>
              <td data-number>{row.percent === null ? "–" : decimal(row.percent)}</td>
              <td data-number>{changeText(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function changeText({ percent, percentBefore }: UsageRow): string {
  if (percent === null || percentBefore === null) return "–";
  const by = Math.round((percent - percentBefore) * 10) / 10;
  return `${by > 0 ? "+" : ""}${decimal(by)}`;
}

function groupName(measure: UsageReport["grading"]["measure"]): string {
  return measure.startsWith("regular") ? t("usage.card.regular") : t("usage.card.active");
}
