import type { UsageFigures, UsageReport } from "@congthu/shared/api/reports";
import { percentOf, type Share } from "@congthu/shared/usage-measures";
import { Paper, Progress, SimpleGrid, Text, VisuallyHidden } from "@mantine/core";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../i18n/t.ts";
import { formatKnown, formatPercent, pointsBetween } from "./format.ts";

/** The figures that a leader asks for first, each with what it is a part of. */
export function UsageSummary({ report }: { report: UsageReport }) {
  const { total, previous } = report;
  const share = (of: (f: UsageFigures) => Share) => ({
    now: of(total),
    before: previous && previous.total.mailboxes > 0 ? of(previous.total) : null,
  });
  return (
    <section aria-label={t("usage.summary")}>
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 5 }} spacing="sm">
        <Paper withBorder p="md">
          <Text size="sm">{t("usage.staff")}</Text>
          <Text fz="1.75rem" fw={600} lh={1.3}>
            {formatKnown(total.staff)}
          </Text>
          <Text size="sm" c="dimmed">
            {t("usage.staffNote", { reported: formatCount(total.reported), agencies: formatCount(total.agencies) })}
          </Text>
        </Paper>
        <Figure
          label={t("usage.mailboxes")}
          {...share((f) => ({ x: f.mailboxesReported, y: f.staff }))}
          note={t("usage.mailboxCount", { n: formatCount(total.mailboxes) })}
        />
        <Figure
          label={t("usage.active")}
          {...share((f) => ({ x: f.active, y: f.mailboxes }))}
          note={t("usage.ofMailboxes", { x: formatCount(total.active), y: formatCount(total.mailboxes) })}
          more={ofStaff({ x: total.activeReported, y: total.staff })}
        />
        <Figure
          label={t("usage.regular")}
          {...share((f) => ({ x: f.regular, y: f.mailboxes }))}
          note={t("usage.ofMailboxes", { x: formatCount(total.regular), y: formatCount(total.mailboxes) })}
          more={ofStaff({ x: total.regularReported, y: total.staff })}
        />
        <Figure
          label={t("usage.leaders")}
          {...share((f) => ({ x: f.leaderActive, y: f.leaderMailboxes }))}
          note={t("usage.ofMailboxes", { x: formatCount(total.leaderActive), y: formatCount(total.leaderMailboxes) })}
        />
      </SimpleGrid>
    </section>
  );
}

function ofStaff(share: Share): string {
  return share.y === null ? "" : t("usage.ofStaff", { percent: formatPercent(percentOf(share)) });
}

type FigureProps = { label: string; now: Share; before: Share | null; note: string; more?: string };

function Figure({ label, now, before, note, more = "" }: FigureProps) {
  const percent = percentOf(now);
  const points = before && pointsBetween(now, before);
  return (
    <Paper withBorder p="md">
      <Text size="sm">{label}</Text>
      <Text fz="1.75rem" fw={600} lh={1.3}>
        {formatPercent(percent)}
      </Text>
      <Progress value={Math.min(percent ?? 0, 100)} size="sm" my={6} aria-hidden="true" />
      <Text size="sm" c="dimmed">
        {note}
        {more !== "" && <> · {more}</>}
      </Text>
      {points !== null && points !== undefined && (
        <Text size="sm">
          <VisuallyHidden>{label}: </VisuallyHidden>
          {t("usage.change", {
            sign: points > 0 ? "+" : points < 0 ? "−" : "±",
            points: Math.abs(points).toLocaleString("vi-VN"),
          })}
        </Text>
      )}
    </Paper>
  );
}
