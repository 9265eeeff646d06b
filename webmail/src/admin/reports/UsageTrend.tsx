import "@mantine/charts/styles.css";
import type { UsageTrend as Trend } from "@congthu/shared/api/reports";
import { percentOf } from "@congthu/shared/usage-measures";
import { BarChart } from "@mantine/charts";
import { Alert, Group, Skeleton, Stack, Table, Text, Title } from "@mantine/core";
import { callApi } from "../../data/api-client.ts";
import { errorText } from "../../i18n/errors.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../i18n/t.ts";
import { useLoad } from "../use-load.ts";
import { formatPercent } from "./format.ts";

/** Twelve months as bars, with the table that says the same for whoever does not see bars. */
export function UsageTrend({ to }: { to: string }) {
  const { value, error } = useLoad(to, (signal) =>
    callApi<Trend>("GET", `/api/reports/usage/trend?to=${to}`, { signal }),
  );
  if (error !== undefined) return <Alert color="red">{errorText(error)}</Alert>;
  if (!value) return <Skeleton h="18rem" />;
  const months = value.months.map((m) => ({
    ...m,
    label: `${m.month.slice(5)}/${m.month.slice(0, 4)}`,
    percent: percentOf({ x: m.users, y: m.mailboxes }),
  }));
  return (
    <Stack gap="xs" component="section" aria-labelledby="usage-trend">
      <Title order={2} size="h5" id="usage-trend">
        {t("usage.trend")}
      </Title>
      <Text size="sm" c="dimmed">
        {t("usage.trendNote")}
      </Text>
      <Group align="start" gap="xl" wrap="wrap">
        <BarChart
          aria-hidden="true"
          h={260}
          style={{ flex: "1 1 24rem", minWidth: 0 }}
          data={months.map((m) => ({ label: m.label, percent: m.percent ?? 0 }))}
          dataKey="label"
          series={[{ name: "percent", label: t("usage.share"), color: "navy.6" }]}
          yAxisProps={{ domain: [0, 100] }}
          valueFormatter={(n) => formatPercent(n)}
        />
        <Table w="auto" flex="0 1 24rem" style={{ fontVariantNumeric: "tabular-nums" }}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("usage.month")}</Table.Th>
              <Table.Th scope="col">{t("usage.users")}</Table.Th>
              <Table.Th scope="col">{t("usage.share")}</Table.Th>
              <Table.Th scope="col">{t("usage.letters")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {months.map((m) => (
              <Table.Tr key={m.month}>
                <Table.Th scope="row" fw={400}>
                  {m.label}
                </Table.Th>
                <Table.Td ta="right">{formatCount(m.users)}</Table.Td>
                <Table.Td ta="right">{formatPercent(m.percent)}</Table.Td>
                <Table.Td ta="right">{formatCount(m.letters)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Group>
    </Stack>
  );
}
