import type { ReportPeriodView, ReturnView } from "@congthu/shared/api/report-periods";
import { formatDay } from "@congthu/shared/dates";
import { Anchor, Badge, Button, Skeleton, Text } from "@mantine/core";
import { IconBell, IconPencil, IconSnowflake } from "@tabler/icons-react";
import { useState } from "react";
import { useStore } from "../../data/use-store.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { toast, toastError } from "../../ui/toast.tsx";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { routeStore } from "../navigation.ts";
import { freezeReport, listReturns, remindAgencies, returnFileUrl } from "../reports-api.ts";
import { Choice } from "../ui/Choice.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Sheet } from "../ui/Page.tsx";
import { useLoad } from "../use-load.ts";
import css from "./Reports.module.css";
import { ReturnDialog } from "./ReturnDialog.tsx";

type Props = { period: ReportPeriodView; onChanged: () => void };

/** Where each agency stands with a period: the department sees who has not reported, an agency fills in its own. */
export function ReturnsSheet({ period, onChanged }: Props) {
  const { view, can } = useConsole();
  const { agencyId } = useStore(routeStore);
  const [shown, setShown] = useState<"all" | "missing">("all");
  const [filling, setFilling] = useState<ReturnView>();
  const [busy, setBusy] = useState(false);
  const { value, error, reload } = useLoad(`${period.id} ${agencyId ?? ""}`, () =>
    listReturns(period.id, agencyId ?? undefined),
  );
  const items = (value?.items ?? []).filter((item) => shown === "all" || item.sentAt === null);
  const act = (work: () => Promise<string>) => async () => {
    setBusy(true);
    await work().then(toast, toastError);
    setBusy(false);
    reload();
    onChanged();
  };
  const remind = act(async () => {
    const { reminded, unreachable } = await remindAgencies(period.id);
    return t("reports.remindedToast", { n: reminded, unreachable });
  });
  const freeze = act(async () => {
    await freezeReport({ from: period.from, to: period.to, periodId: period.id });
    return t("reports.frozenToast");
  });
  const manages = can("report.manage");
  return (
    <Sheet
      title={t("reports.returnsOf", { name: period.name })}
      actions={
        manages && (
          <div className={css.acts}>
            <Button variant="default" leftSection={<IconBell size={17} />} loading={busy} onClick={remind}>
              {t("reports.remind")}
            </Button>
            <Button
              leftSection={<IconSnowflake size={17} />}
              loading={busy}
              disabled={period.to >= view.today}
              title={period.to >= view.today ? t("reports.notOver") : undefined}
              onClick={freeze}
            >
              {t("reports.freeze")}
            </Button>
          </div>
        )
      }
    >
      {error !== undefined && <Failure error={error} onRetry={reload} />}
      {!value && error === undefined && <Skeleton height={160} animate={false} />}
      {value && value.items.length > 5 && (
        <Choice
          label={t("reports.shown")}
          value={shown}
          onChange={setShown}
          options={[
            { value: "all", label: t("reports.shown.all") },
            { value: "missing", label: t("reports.shown.missing") },
          ]}
        />
      )}
      {value && items.length === 0 && <Text c="var(--ink-2)">{t("reports.noneMissing")}</Text>}
      {items.length > 0 && (
        <div className={css.scroll}>
          <table className={css.table} aria-label={t("reports.returnsOf", { name: period.name })}>
            <thead>
              <tr>
                <th scope="col">{t("usage.column.agency")}</th>
                <th scope="col">{t("reports.state")}</th>
                <th scope="col">{t("reports.staff")}</th>
                <th scope="col">{t("reports.directory")}</th>
                <th scope="col">{t("reports.words")}</th>
                <th scope="col">{t("reports.acts")}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <Row key={item.agencyId} item={item} periodId={period.id} onFill={() => setFilling(item)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {filling && (
        <ReturnDialog
          period={period}
          item={filling}
          onClose={() => setFilling(undefined)}
          onDone={() => {
            setFilling(undefined);
            reload();
            onChanged();
          }}
        />
      )}
    </Sheet>
  );
}

function Row({ item, periodId, onFill }: { item: ReturnView; periodId: string; onFill: () => void }) {
  const words = [item.problems, item.proposals].filter((text) => text !== "");
  return (
    <tr>
      <th scope="row">{item.name}</th>
      <td data-label={t("reports.state")}>
        <Sent item={item} />
      </td>
      <td data-label={t("reports.staff")}>
        {item.staff === null
          ? t("usage.notReported")
          : t("reports.staffOf", { n: formatCount(item.staff), leaders: item.leaders ?? 0 })}
      </td>
      <td data-label={t("reports.directory")}>
        {item.directoryReviewed === null ? "–" : item.directoryReviewed ? t("reports.done") : t("reports.notDone")}
      </td>
      <td data-label={t("reports.words")}>{words.length > 0 ? words.join(" · ").slice(0, 160) : "–"}</td>
      <td>
        <div className={css.acts}>
          {item.mayFile && (
            <Button variant="light" size="compact-md" leftSection={<IconPencil size={15} />} onClick={onFill}>
              {item.sentAt === null ? t("reports.fill") : t("reports.correct")}
            </Button>
          )}
          <Anchor href={returnFileUrl(periodId, item.agencyId, "docx")} download size="sm">
            Word
          </Anchor>
          <Anchor href={returnFileUrl(periodId, item.agencyId, "pdf")} download size="sm">
            PDF
          </Anchor>
        </div>
      </td>
    </tr>
  );
}

function Sent({ item }: { item: ReturnView }) {
  if (item.sentAt === null)
    return (
      <span>
        <Badge variant="light" color="red" radius="sm" tt="none" miw="max-content">
          {t("usage.notReported")}
        </Badge>
        {item.remindedOn && <Text size="xs">{t("reports.remindedOn", { day: formatDay(item.remindedOn) })}</Text>}
      </span>
    );
  return (
    <Badge variant="light" color={item.isLate ? "gold" : "teal"} radius="sm" tt="none" miw="max-content">
      {t(item.isLate ? "reports.sentLate" : "reports.sentOn", { day: formatDay(item.sentAt) })}
    </Badge>
  );
}
