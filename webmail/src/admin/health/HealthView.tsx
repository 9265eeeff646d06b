import type { HealthCheck } from "@congthu/shared/api/domains";
import { formatTime } from "@congthu/shared/dates";
import { Alert, Badge, Button, Loader, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { languageStore } from "../../i18n/i18n.ts";
import { formatCount, formatSize } from "../../i18n/numbers.ts";
import { t } from "../i18n/t.ts";
import { listDomains, readDomainHealth, readHealth, readHostHealth } from "../operations-api.ts";
import { Facts } from "../ui/Facts.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Sheet } from "../ui/Page.tsx";
import { useLoad } from "../use-load.ts";
import css from "./HealthView.module.css";

const COLORS: Record<HealthCheck["state"], string> = { ok: "teal", warn: "yellow", bad: "red" };

/** Whether all is well: alarms, figures, the server as others see it, each domain as others look it up. */
export function HealthView() {
  const health = useLoad("health", readHealth);
  const host = useLoad("host", readHostHealth);
  const domains = useLoad("domains", listDomains);
  const { value } = health;
  const reload = () => {
    health.reload();
    host.reload();
  };
  return (
    <>
      {health.error !== undefined && <Failure error={health.error} onRetry={reload} />}
      <Sheet
        title={t("health.now")}
        actions={
          <Button variant="default" size="compact-md" leftSection={<IconRefresh size={16} />} onClick={reload}>
            {t("health.again")}
          </Button>
        }
      >
        {!value && health.error === undefined && <Loader size="sm" />}
        {value?.alerts.length === 0 && (
          <Alert color="teal" variant="light" role="status" mb="sm">
            {t("health.noAlerts")}
          </Alert>
        )}
        {value?.alerts.map((alert) => (
          <Alert key={alert.id} color="red" variant="light" role="alert" mb="sm">
            {alert[languageStore.get()]}{" "}
            <span className={css.sub}>{t("health.since", { when: formatTime(alert.since) })}</span>
          </Alert>
        ))}
        {value && (
          <Facts
            facts={[
              [
                t("health.waiting"),
                t("health.nWaiting", { n: formatCount(value.waiting), tried: formatCount(value.tried) }),
              ],
              ...(value.oldestAt === null ? [] : [[t("health.oldest"), formatTime(value.oldestAt)] as const]),
              ...(value.freeBytes === null
                ? []
                : [
                    [
                      t("storage.disk"),
                      t("storage.diskFree", {
                        free: formatSize(value.freeBytes),
                        total: formatSize(value.totalBytes ?? 0),
                      }),
                    ] as const,
                  ]),
              [t("health.memory"), formatSize(value.memoryBytes)],
              [t("health.up"), t("health.hours", { n: formatCount(Math.floor(value.upSeconds / 3600)) })],
              [t("health.bugs"), formatCount(value.bugs)],
            ]}
          />
        )}
      </Sheet>
      <Sheet title={host.value ? t("health.host", { name: host.value.hostname }) : t("health.hostTitle")}>
        {host.error !== undefined && <Failure error={host.error} onRetry={host.reload} />}
        {host.loading && !host.value && <Loader size="sm" />}
        <Checks checks={host.value?.checks ?? []} />
      </Sheet>
      {domains.value?.items.map(({ domain, records }) => (
        <DomainSheet key={domain} domain={domain} records={records} />
      ))}
    </>
  );
}

type DomainProps = Awaited<ReturnType<typeof listDomains>>["items"][number];

function DomainSheet({ domain, records }: DomainProps) {
  const { value, error, loading, reload } = useLoad(`domain ${domain}`, () => readDomainHealth(domain));
  const [shown, setShown] = useState(false);
  return (
    <Sheet
      title={domain}
      actions={
        <Button variant="default" size="compact-md" onClick={() => setShown(!shown)} aria-expanded={shown}>
          {t("health.records")}
        </Button>
      }
    >
      {error !== undefined && <Failure error={error} onRetry={reload} />}
      {loading && !value && <Loader size="sm" />}
      <Checks checks={value?.checks ?? []} />
      {shown &&
        records.map((r) => (
          <div key={`${r.name} ${r.type} ${r.value}`} className={css.record}>
            <Text size="sm" fw={600}>
              {r.type} {r.name}
            </Text>
            <Text size="sm" c="var(--ink-2)">
              {r[languageStore.get()]}
            </Text>
            <code>{r.value}</code>
          </div>
        ))}
    </Sheet>
  );
}

function Checks({ checks }: { checks: readonly HealthCheck[] }) {
  return (
    <ul className={css.checks}>
      {checks.map((check) => (
        <li key={check.id} className={css.check}>
          <Badge color={COLORS[check.state]} variant="light" tt="none">
            {t(`health.state.${check.state}`)}
          </Badge>
          <div>
            <b>{t(`health.check.${check.id}`)}</b> {check[languageStore.get()]}
            {check.found && <div className={css.sub}>{check.found}</div>}
          </div>
        </li>
      ))}
    </ul>
  );
}
