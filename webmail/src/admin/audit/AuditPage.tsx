import type { AuditEntryView } from "@congthu/shared/api/audit";
import { AUDIT_ACTIONS } from "@congthu/shared/audit-actions";
import { formatTime } from "@congthu/shared/dates";
import { Alert, Button, Loader, Select, Table, Text } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useStore } from "../../data/use-store.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { toastError } from "../../ui/toast.tsx";
import { useAgencyName } from "../agencies/use-agency-name.ts";
import { type AuditQuery, listAudit, tableFileUrl, verifyAuditChain } from "../api.ts";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { choose, routeStore } from "../navigation.ts";
import { DayField } from "../ui/DayField.tsx";
import { ExportMenu } from "../ui/ExportMenu.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { useLoad } from "../use-load.ts";
import css from "./AuditPage.module.css";
import { detailText } from "./model.ts";

/** Who did what to whom, newest first. */
export function AuditPage() {
  const { view } = useConsole();
  const { agencyId, query } = useStore(routeStore);
  const agencyName = useAgencyName(agencyId);
  const action = AUDIT_ACTIONS.find((a) => a === query.action);
  const asked: AuditQuery = { agencyId: agencyId ?? undefined, action, fromDay: query.from, toDay: query.to };
  const [older, setOlder] = useState<{ key: string; items: AuditEntryView[]; next: number | null }>();
  const key = JSON.stringify(asked);
  const first = useLoad(key, () => listAudit(asked));
  const more = older?.key === key ? older : undefined;
  const items = [...(first.value?.items ?? []), ...(more?.items ?? [])];
  const next = more ? more.next : (first.value?.next ?? null);
  const canVerify = view.scopes.some((s) => s.role === "system" || s.role === "auditor");
  const showOlder = () =>
    listAudit({ ...asked, before: next ?? undefined }).then(
      (page) => setOlder({ key, items: [...(more?.items ?? []), ...page.items], next: page.next }),
      toastError,
    );
  return (
    <Page
      title={t("audit.title")}
      below={agencyName ?? t("tree.all")}
      actions={
        <>
          <ExportMenu urlOf={(format) => tableFileUrl("audit", { ...asked, format })} />
          {canVerify && <Verify />}
        </>
      }
    >
      <div className={css.filters}>
        <Select
          className={css.action ?? ""}
          label={t("audit.action")}
          placeholder={t("audit.anyAction")}
          clearable
          searchable
          value={action ?? null}
          onChange={(value) => choose({ action: value ?? undefined })}
          data={AUDIT_ACTIONS.map((value) => ({ value, label: t(`audit.${value}`) }))}
        />
        <DayField
          label={t("form.from")}
          value={query.from ?? ""}
          onChange={(from) => choose({ from })}
          max={view.today}
        />
        <DayField label={t("form.to")} value={query.to ?? ""} onChange={(to) => choose({ to })} max={view.today} />
      </div>
      {first.error !== undefined && <Failure error={first.error} onRetry={first.reload} />}
      <Sheet>
        {first.loading && items.length === 0 && <Loader size="sm" />}
        {first.value && items.length === 0 && (
          <Text ta="center" c="var(--ink-2)" role="status">
            {t("audit.none")}
          </Text>
        )}
        {items.length > 0 && <Entries items={items} />}
        {next !== null && (
          <Button mt="sm" variant="default" onClick={() => void showOlder()}>
            {t("audit.older")}
          </Button>
        )}
      </Sheet>
    </Page>
  );
}

function Entries({ items }: { items: readonly AuditEntryView[] }) {
  return (
    <div className={css.scroll}>
      <Table verticalSpacing="xs" className={css.table ?? ""}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("audit.when")}</Table.Th>
            <Table.Th>{t("audit.who")}</Table.Th>
            <Table.Th>{t("audit.what")}</Table.Th>
            <Table.Th>{t("audit.whom")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((entry) => (
            <Table.Tr key={entry.seq}>
              <Table.Td className={css.when ?? ""}>{formatTime(entry.at)}</Table.Td>
              <Table.Td>
                {entry.actor?.name ?? t("audit.system")}
                {entry.ip && <div className={css.sub}>{t("audit.ip", { ip: entry.ip })}</div>}
              </Table.Td>
              <Table.Td>
                {t(`audit.${entry.action}`)}
                {detailText(entry) && <div className={css.sub}>{detailText(entry)}</div>}
              </Table.Td>
              <Table.Td>
                {entry.subject.name || "–"}
                {entry.agencyName && entry.agencyName !== entry.subject.name && (
                  <div className={css.sub}>{entry.agencyName}</div>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Verify() {
  const [verdict, setVerdict] = useState<Awaited<ReturnType<typeof verifyAuditChain>>>();
  const [busy, setBusy] = useState(false);
  const verify = () => {
    setBusy(true);
    verifyAuditChain()
      .then(setVerdict, toastError)
      .finally(() => setBusy(false));
  };
  if (verdict)
    return (
      <Alert color={verdict.brokenAt === null ? "teal" : "red"} variant="light" role="status" py="xs">
        {verdict.brokenAt === null
          ? t("audit.holds", { n: formatCount(verdict.entries) })
          : t("audit.broken", { n: formatCount(verdict.brokenAt) })}
      </Alert>
    );
  return (
    <Button variant="default" leftSection={<IconShieldCheck size={18} />} loading={busy} onClick={verify}>
      {t("audit.verify")}
    </Button>
  );
}
