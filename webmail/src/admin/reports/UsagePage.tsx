import "@mantine/core/styles/Table.css";
import "@mantine/core/styles/SimpleGrid.css";
import type { UsageReport } from "@congthu/shared/api/reports";
import { formatDay } from "@congthu/shared/dates";
import { definitionSentences } from "@congthu/shared/usage-definition";
import { Alert, Anchor, Button, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconDownload, IconPrinter } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { callApi } from "../../data/api-client.ts";
import { useStore } from "../../data/use-store.ts";
import { errorText } from "../../i18n/errors.ts";
import { languageStore } from "../../i18n/i18n.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { placeStore } from "../navigation.ts";
import { useLoad } from "../use-load.ts";
import { PeriodPicker } from "./PeriodPicker.tsx";
import { type PeriodChoice, periodFromQuery } from "./period.ts";
import { UsageSummary } from "./UsageSummary.tsx";
import { UsageTable } from "./UsageTable.tsx";

const UsageTrend = lazy(() => import("./UsageTrend.tsx").then((m) => ({ default: m.UsageTrend })));

/** How far official mail is used: by agency, tier and in all, for a period that the reader chooses. */
export function UsagePage() {
  const { today } = useConsole();
  const query = useStore(placeStore, (place) => place.query);
  const period = periodFromQuery(query, today);
  const window = `from=${period.from}&to=${period.to}`;
  const { value, error, loading, reload } = useLoad(window, (signal) =>
    callApi<UsageReport>("GET", `/api/reports/usage?${window}`, { signal }),
  );
  return (
    <Stack gap="lg" maw="96rem">
      <div>
        <Title order={1} size="h3">
          {t("usage.title")}
        </Title>
        {value && <Window report={value} />}
      </div>
      <Group align="end" gap="sm">
        <PeriodPicker value={period} />
        <Button
          component="a"
          href={`/api/reports/usage/file?${window}&format=csv`}
          variant="default"
          leftSection={<IconDownload size={18} />}
          download
        >
          {t("usage.csv")}
        </Button>
        <Button variant="default" leftSection={<IconPrinter size={18} />} onClick={() => print()}>
          {t("usage.print")}
        </Button>
      </Group>
      {error !== undefined && (
        <Alert color="red" role="alert">
          {errorText(error)}{" "}
          <Anchor component="button" type="button" onClick={reload}>
            {t("console.retry")}
          </Anchor>
        </Alert>
      )}
      {value ? <Report report={value} period={period} /> : loading && <Skeleton h="24rem" />}
    </Stack>
  );
}

function Window({ report }: { report: UsageReport }) {
  const { scopes } = useConsole();
  const names = [...new Set(scopes.map((s) => s.agencyName))].join(", ");
  const { from, to } = report.period;
  return (
    <Text c="dimmed" size="sm">
      {t("usage.window", { from: formatDay(from), to: formatDay(to), days: formatCount(report.workingDays) })}.{" "}
      {t("usage.through", { day: formatDay(report.through) })} {t("usage.scope", { name: names })}.
    </Text>
  );
}

function Report({ report, period }: { report: UsageReport; period: PeriodChoice }) {
  const language = useStore(languageStore);
  const { version, since } = report.definition;
  return (
    <>
      <UsageSummary report={report} />
      <UsageTable report={report} />
      <Suspense fallback={<Skeleton h="18rem" />}>
        <UsageTrend to={period.to} />
      </Suspense>
      <section aria-labelledby="usage-definition">
        <Title order={2} size="h5" id="usage-definition">
          {t("usage.definition", { version, since: formatDay(since) })}
        </Title>
        {definitionSentences(report.definition, language).map((sentence) => (
          <Text key={sentence} size="sm">
            {sentence}
          </Text>
        ))}
      </section>
    </>
  );
}
