import type { UsageReport } from "@congthu/shared/api/reports";
import { Skeleton, Text } from "@mantine/core";
import { formatCount, formatSize } from "../../i18n/numbers.ts";
import { readUsageProtocols, readUsageStorage, type Window } from "../api.ts";
import { t } from "../i18n/t.ts";
import { Sheet } from "../ui/Page.tsx";
import { useLoad } from "../use-load.ts";
import { ListHead } from "./ListHead.tsx";
import css from "./UsageViews.module.css";
import { percentText } from "./words.ts";

type Props = { report: UsageReport; window: Window };

/** Ways in which people come to their mailboxes, where letters come from and go to, mailboxes nobody uses, and room taken. */
export function UsageWays({ report, window }: Props) {
  return (
    <div className={css.two}>
      <Sheet title={t("ways.title")}>
        <Ways window={window} />
      </Sheet>
      <Sheet title={t("peers.title")}>
        <Peers report={report} />
      </Sheet>
      <Sheet title={t("idle.title")}>
        <Idle report={report} />
      </Sheet>
      <Sheet title={t("storage.title")}>
        <Storage agencyId={window.agencyId} />
      </Sheet>
    </div>
  );
}

function Ways({ window }: { window: Window }) {
  const { value } = useLoad(`ways ${JSON.stringify(window)}`, () => readUsageProtocols(window));
  if (!value) return <Skeleton height={140} animate={false} />;
  return (
    <Bars
      label={t("ways.title")}
      head={[t("ways.way"), t("usage.chart.users"), t("usage.chart.share")]}
      rows={value.channels.map(({ channel, users }) => ({ name: t(`ways.${channel}`), n: users, of: value.mailboxes }))}
    />
  );
}

function Peers({ report: { total: f } }: { report: UsageReport }) {
  const received = [
    ["agency", f.receivedAgency],
    ["province", f.receivedProvince],
    ["gov", f.receivedGov],
    ["public", f.receivedPublic],
    ["other", f.receivedOther],
  ] as const;
  const sent = [
    ["agency", f.sentAgency],
    ["province", f.sentProvince],
    ["gov", f.sentGov],
    ["public", f.sentPublic],
    ["other", f.sentOther],
  ] as const;
  const share = { x: f.sentPublic + f.receivedPublic, y: f.letters + f.received };
  return (
    <>
      <Text size="sm" c="var(--ink-2)" mb="xs">
        {t("peers.share", { percent: percentText(share) })}
      </Text>
      <table className={css.list} aria-label={t("peers.title")}>
        <ListHead
          columns={[
            { text: t("peers.where") },
            { text: t("peers.sent"), number: true },
            { text: t("peers.received"), number: true },
          ]}
        />
        <tbody>
          {sent.map(([peer, n], i) => (
            <tr key={peer}>
              <th scope="row">{t(`peers.${peer}`)}</th>
              <td data-number>{formatCount(n)}</td>
              <td data-number>{formatCount(received[i]?.[1] ?? 0)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t("peers.documents")}</th>
            <td data-number>{formatCount(f.sentDocuments)}</td>
            <td data-number>{formatCount(f.receivedDocuments)}</td>
          </tr>
        </tbody>
      </table>
    </>
  );
}

function Idle({ report }: { report: UsageReport }) {
  const rows = report.rows
    .filter((row) => row.neverUsed + row.dormant > 0)
    .toSorted((a, b) => b.neverUsed + b.dormant - (a.neverUsed + a.dormant))
    .slice(0, 8);
  return (
    <>
      <Text size="sm" c="var(--ink-2)" mb="xs">
        {t("idle.sum", { never: formatCount(report.total.neverUsed), dormant: formatCount(report.total.dormant) })}
      </Text>
      <table className={css.list} aria-label={t("idle.title")}>
        <ListHead
          columns={[
            { text: t("usage.column.agency") },
            { text: t("idle.never"), number: true },
            { text: t("idle.dormant"), number: true },
          ]}
        />
        <tbody>
          {rows.map((row) => (
            <tr key={row.agencyId}>
              <th scope="row">{row.name}</th>
              <td data-number>{formatCount(row.neverUsed)}</td>
              <td data-number>{formatCount(row.dormant)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Storage({ agencyId }: { agencyId: string | undefined }) {
  const { value } = useLoad(`storage ${agencyId ?? ""}`, () => readUsageStorage({ agencyId }));
  if (!value) return <Skeleton height={140} animate={false} />;
  const rows = value.rows.toSorted((a, b) => b.usedBytes - a.usedBytes).slice(0, 8);
  return (
    <table className={css.list} aria-label={t("storage.title")}>
      <ListHead
        columns={[
          { text: t("usage.column.agency") },
          { text: t("storage.used"), number: true },
          { text: t("storage.quota"), number: true },
          { text: t("storage.full"), number: true },
        ]}
      />
      <tbody>
        {rows.map((row) => (
          <tr key={row.agencyId}>
            <th scope="row">{row.name}</th>
            <td data-number>{formatSize(row.usedBytes)}</td>
            <td data-number>{formatSize(row.quotaBytes)}</td>
            <td data-number>{formatCount(row.full)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type BarsProps = {
  label: string;
  head: readonly [string, string, string];
  rows: readonly { name: string; n: number; of: number }[];
};

/** A table with a bar to each row, for the eye alone. */
function Bars({ label, head, rows }: BarsProps) {
  return (
    <table className={css.list} aria-label={label}>
      <ListHead
        columns={[{ text: head[0] }, { text: head[1], number: true }, { text: head[2], number: true }]}
        bar="30%"
      />
      <tbody>
        {rows.map(({ name, n, of }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td data-number>{formatCount(n)}</td>
            <td data-number>{percentText({ x: n, y: of })}</td>
            <td aria-hidden>
              <span className={css.bar} style={{ width: `${of === 0 ? 0 : (100 * n) / of}%` }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
